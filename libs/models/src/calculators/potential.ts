import type { Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';

/** What a potential says of one crystal. */
export interface PotentialAnswer {
  /** eV, of the cell as given. */
  readonly energy: number;
  /** eV/Å, three components an atom, in the order of the sites. */
  readonly forces: Float64Array;
  /** GPa, nine components by rows; positive where the crystal pulls its cell together. */
  readonly stress: Float64Array;
}

/** Gives energies with their derivatives, whatever it is made of. */
export interface Potential {
  /** As it is told with results. */
  readonly name: string;

  /** An answer for each crystal, in their order, or why there is none. */
  calculate(
    structures: readonly Structure[],
  ): Promise<readonly (PotentialAnswer | CannotPredict)[]>;
}

/**
 * The answer for one crystal.
 * @throws {CannotPredict} also when the answer is not finite
 */
export async function calculateOne(
  potential: Potential,
  structure: Structure,
): Promise<PotentialAnswer> {
  const [answer] = await potential.calculate([structure]);
  if (!answer) throw new Error(`${potential.name} gave no answer`);
  if (answer instanceof CannotPredict) throw answer;
  const { energy, forces, stress } = answer;
  const isFinite = [[energy], forces, stress].every((values) => values.every(Number.isFinite));
  if (isFinite) return answer;
  throw new CannotPredict('not-finite', `${potential.name} has no finite answer for this crystal.`);
}
