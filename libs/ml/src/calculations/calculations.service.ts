import { Inject, Injectable } from '@nestjs/common';
import { ProblemException, type Caller } from '@nano-os/common';
import { StructuresService } from '@nano-os/structures';
import { JobsService } from '../jobs/jobs.service';
import type { JobRecord } from '../jobs/records/job';
import type { CalculationKind } from './kinds';
import { Potentials } from './potentials';

/** What is asked of a calculation, whichever kind it is; the rest of it is the kind's own. */
export interface CalculationParameters {
  /** Name of an installed potential; that of the configuration when absent. */
  readonly potential?: string;
  readonly keep_symmetry?: boolean;
  readonly [name: string]: unknown;
}

/** Beyond this the search for the symmetry of a supercell takes minutes. */
const MOST_SYMMETRIC_ATOMS = 500;

/** Takes calculations in as jobs, and finds out at once what would fail later. */
@Injectable()
export class CalculationsService {
  constructor(
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(Potentials) private readonly potentials: Potentials,
  ) {}

  /**
   * @throws {ProblemException} not-found for the structure; model-unavailable for the potential;
   *   unprocessable for a molecule or too many atoms; too-many-requests
   */
  async submit(
    caller: Caller,
    kind: CalculationKind,
    structureId: string,
    parameters: CalculationParameters,
  ): Promise<JobRecord> {
    const crystal = await this.structures.getVisible(caller, structureId);
    const potential = this.potentials.require(parameters.potential, crystal);
    if (parameters.keep_symmetry === true && crystal.numAtoms > MOST_SYMMETRIC_ATOMS) {
      throw new ProblemException(
        'unprocessable',
        `Symmetry is kept in cells of up to ${MOST_SYMMETRIC_ATOMS} atoms; this one has ` +
          `${crystal.numAtoms}. Relax a smaller cell, or set keep_symmetry to false.`,
      );
    }
    const { id: ownerId } = caller;
    return this.jobs.submit({
      kind,
      ownerId,
      structureId,
      parameters: { ...parameters, potential },
    });
  }

  /**
   * The way of a relaxation as JSON text.
   * @throws {ProblemException} not-found; conflict while there is none
   */
  async trajectory(caller: Caller, id: string): Promise<string> {
    const { kind, state } = await this.jobs.get(caller, id);
    const trajectory = await this.jobs.details(id);
    if (kind === 'relaxation' && trajectory !== null) return trajectory;
    throw new ProblemException(
      'conflict',
      `The job ${id} (${kind}) is ${state} and has no trajectory; relaxations have one when completed.`,
    );
  }
}
