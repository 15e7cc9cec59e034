import {
  CannotPredict,
  ModelError,
  type PlainCrystal,
  type PotentialAnswer,
} from '@nano-os/models';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkRefused } from '../jobs/work/work';
import type { Potentials } from './potentials';

/** Pause before a pool whose line is full is asked again, ms. */
const RETRY_MS = 500;

/** An installed potential, run in the threads that also serve predictions. */
export class PoolPotential {
  constructor(
    readonly name: string,
    private readonly potentials: Pick<Potentials, 'evaluate'>,
    private readonly signal: AbortSignal,
  ) {}

  /** @returns what it says, or why it can say nothing of this crystal */
  async calculate(crystal: PlainCrystal): Promise<PotentialAnswer | CannotPredict> {
    for (;;) {
      try {
        const { energy, forces, stresses } = await this.potentials.evaluate(this.name, crystal);
        return { energy, forces, stress: stresses };
      } catch (error) {
        if (error instanceof WorkRefused) return new CannotPredict(error.code, error.message);
        if (!(error instanceof ModelError) || error.code !== 'busy') throw error;
        // Whoever waits for an answer comes first: a job has time.
        await delay(RETRY_MS, undefined, { signal: this.signal });
      }
    }
  }
}
