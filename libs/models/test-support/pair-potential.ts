import { neighbourList, type Structure } from '@nano-os/crystal';
import type { Potential, PotentialAnswer } from '../src/calculators/potential';
import { CannotPredict } from '../src/errors';
import { GPA_PER_EV_A3 } from '../src/units';

/** The energy of a pair at a distance, eV, and its slope, eV/Å. */
export type PairFunction = (distance: number) => readonly [energy: number, slope: number];

/** A potential that adds up over pairs, cut off without a mend: for functions that have died away. */
export class PairPotential implements Potential {
  /** How many crystals it was asked about. */
  asked = 0;

  constructor(
    readonly name: string,
    private readonly cutoff: number,
    private readonly pair: PairFunction,
  ) {}

  calculate(structures: readonly Structure[]): Promise<(PotentialAnswer | CannotPredict)[]> {
    return Promise.resolve(structures.map((structure) => this.answer(structure)));
  }

  private answer(structure: Structure): PotentialAnswer | CannotPredict {
    this.asked++;
    const { source, distance, vector } = neighbourList(structure, this.cutoff);
    if (source.length === 0) return new CannotPredict('isolated-atom', 'No atom has a neighbour.');
    let energy = 0;
    const forces = new Float64Array(3 * structure.numSites);
    const stress = new Float64Array(9);
    source.forEach((site, bond) => {
      const length = distance[bond] ?? NaN;
      const [value, slope] = this.pair(length);
      energy += value / 2;
      const way = vector.subarray(3 * bond, 3 * bond + 3);
      way.forEach((x, row) => {
        forces[3 * site + row] = (forces[3 * site + row] ?? NaN) + (slope * x) / length;
        way.forEach((y, column) => {
          const index = 3 * row + column;
          stress[index] = (stress[index] ?? NaN) + (slope * x * y) / (2 * length);
        });
      });
    });
    const perVolume = GPA_PER_EV_A3 / structure.volume;
    return { energy, forces, stress: stress.map((value) => value * perVolume) };
  }
}

/** Lennard-Jones with ε = 0.1 eV and σ = 2 Å. */
export const EPSILON = 0.1;
export const SIGMA = 2;

/** Moved and tilted a little, so that it ends at its cutoff without a step or a bend. */
export function lennardJones(cutoff = 9 * SIGMA): PairPotential {
  const free: PairFunction = (r) => {
    const six = (SIGMA / r) ** 6;
    return [4 * EPSILON * six * (six - 1), (-24 * EPSILON * six * (2 * six - 1)) / r];
  };
  const [last, tilt] = free(cutoff);
  return new PairPotential('Lennard-Jones', cutoff, (r) => {
    const [energy, slope] = free(r);
    return [energy - last - tilt * (r - cutoff), slope - tilt];
  });
}

/**
 * Springs between the first and weaker ones between the second neighbours of diamond's structure
 * with an edge of 4 Å.
 */
export function springs(): PairPotential {
  const [near, far] = [Math.sqrt(3), Math.sqrt(8)];
  return new PairPotential('springs', 3.2, (r) => {
    const [stiffness, stretch] = r < 2.3 ? [10, r - near] : [2, r - far];
    return [(stiffness * stretch ** 2) / 2, stiffness * stretch];
  });
}

/** Attracts or repels by turns and ends at its cutoff with three derivatives. */
export function wavy(cutoff = 5): PairPotential {
  return new PairPotential('wavy', cutoff, (r) => {
    const x = 1 - r / cutoff;
    const [wave, slope] = [Math.sin(3 * r), 3 * Math.cos(3 * r)];
    return [2 * x ** 4 * wave, 2 * x ** 4 * slope - (8 / cutoff) * x ** 3 * wave];
  });
}

/** Pushes everything apart. */
export function repulsive(): PairPotential {
  return new PairPotential('repulsive', 8, (r) => [20 / r, -20 / r ** 2]);
}
