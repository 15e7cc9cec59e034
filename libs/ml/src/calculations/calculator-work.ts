import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { StructuresService } from '@nano-os/structures';
import { WorkRefused, type JobOrder, type JobOutcome, type Work } from '../jobs/work/work';
import type { CalculationKind } from './kinds';
import { PoolPotential } from './pool-potential';
import { Potentials } from './potentials';
import { CalculatorThreads } from './thread/calculator-threads';
import type { SharedParameters } from './thread/parameters';

/** Carries out every kind of calculation, in threads, with the installed potentials. */
@Injectable()
export class CalculatorWork implements Work, OnApplicationShutdown {
  private readonly threads = new CalculatorThreads();

  constructor(
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(Potentials) private readonly potentials: Potentials,
  ) {}

  async carryOut({ job, signal, report }: JobOrder): Promise<JobOutcome> {
    const { ownerId, structureId } = job;
    // Whether he may see it was found out when he asked.
    const owner = { id: ownerId, role: 'admin' } as const;
    const crystal = await this.structures.getVisible(owner, structureId ?? '');
    const { lattice, species, fracCoords } = crystal;
    if (!lattice || !fracCoords) {
      throw new WorkRefused('molecule', 'A molecule has no cell to calculate with.');
    }
    // Parameters are checked by the schema of the request before they are written down.
    const { potential } = job.parameters as unknown as SharedParameters;
    return this.threads.calculate(
      {
        // It is registered for these alone.
        kind: job.kind as CalculationKind,
        parameters: job.parameters,
        crystal: { lattice, species, fracCoords },
        checkpoint: job.checkpoint,
      },
      { potential: new PoolPotential(potential, this.potentials, signal), signal, report },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads.stop();
  }
}
