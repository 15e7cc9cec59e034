import type { Structure } from '@nano-os/crystal';
import {
  CannotPredict,
  type PlainCrystal,
  type Potential,
  type PotentialAnswer,
} from '@nano-os/models';
import type { Refusal } from './messages';

/** The potential as the thread has it: it asks outside, one crystal after another. */
export class AskedPotential implements Potential {
  readonly name = 'the potential';
  private waiting?: (answer: PotentialAnswer | CannotPredict) => void;

  constructor(private readonly ask: (crystal: PlainCrystal) => void) {}

  async calculate(
    structures: readonly Structure[],
  ): Promise<readonly (PotentialAnswer | CannotPredict)[]> {
    const answers = [];
    for (const structure of structures) answers.push(await this.calculateOne(structure));
    return answers;
  }

  /** What was said of the crystal that was asked about last. */
  answer(answer: PotentialAnswer | Refusal): void {
    this.waiting?.('code' in answer ? new CannotPredict(answer.code, answer.message) : answer);
  }

  private calculateOne({
    lattice,
    species,
    fracCoords,
  }: Structure): Promise<PotentialAnswer | CannotPredict> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.ask({ lattice: lattice.rows, species, fracCoords });
    });
  }
}
