import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException, type Caller } from '@nano-os/common';
import {
  MAX_NAME_LENGTH,
  StructuresService,
  type StructureRecord,
  type Visibility,
} from '@nano-os/structures';
import { JobsService } from '../jobs/jobs.service';
import { JobsRepository } from '../jobs/records/jobs.repository';
import { structureOfResult } from './result-structure';

const SUFFIX = ', relaxed';

/** How a relaxed structure is to be stored. */
export interface StoringOptions {
  /** That of the structure it was relaxed from, with a word behind it, when absent. */
  name?: string;
  visibility: Visibility;
}

/** Stores what a relaxation arrived at as a structure of its own, whose parent is where it began. */
@Injectable()
export class RelaxedStructuresService {
  constructor(
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(JobsRepository) private readonly repository: JobsRepository,
    @Inject(StructuresService) private readonly structures: StructuresService,
  ) {}

  /**
   * Once for each job: whoever asks again gets the structure that was stored first.
   * @throws {ProblemException} not-found; conflict for a job without a relaxed structure
   */
  async store(
    caller: Caller,
    jobId: string,
    { name, visibility }: StoringOptions,
  ): Promise<StructureRecord> {
    const job = await this.jobs.get(caller, jobId);
    if (job.storedStructureId !== null) {
      return this.structures.getVisible(caller, job.storedStructureId);
    }
    const content = structureOfResult(job);
    if (content === undefined || job.structureId === null) {
      throw new ProblemException(
        'conflict',
        `The job ${jobId} is a ${job.kind} that is ${job.state}; only a completed relaxation has a structure to store.`,
      );
    }
    const parent = await this.structures.getVisible(caller, job.structureId);
    const stored = await this.structures.create(caller, {
      content,
      format: 'json',
      name: name ?? `${parent.name.slice(0, MAX_NAME_LENGTH - SUFFIX.length)}${SUFFIX}`,
      visibility,
      parentId: parent.id,
    });
    const first = await this.repository.noteStoredStructure(jobId, stored.id);
    if (first === stored.id) return stored;
    // Someone else was first, or the job went with its structure.
    await this.structures.remove(caller, stored.id);
    if (first === undefined) throw notFound('job', jobId);
    return this.structures.getVisible(caller, first);
  }
}
