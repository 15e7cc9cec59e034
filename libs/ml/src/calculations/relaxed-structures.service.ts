import { Inject, Injectable } from '@nestjs/common';
import { ProblemException, type Caller } from '@nano-os/common';
import {
  MAX_NAME_LENGTH,
  StructuresService,
  type StructureRecord,
  type Visibility,
} from '@nano-os/structures';
import { CalculationJobsService } from './calculation-jobs.service';
import { CalculationJobsRepository } from './records/calculation-jobs.repository';
import { structureOfResult } from './records/structure-of-result';

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
    @Inject(CalculationJobsService) private readonly jobs: CalculationJobsService,
    @Inject(CalculationJobsRepository) private readonly repository: CalculationJobsRepository,
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
    if (content === undefined) {
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
    await this.structures.remove(caller, stored.id);
    return this.structures.getVisible(caller, first);
  }
}
