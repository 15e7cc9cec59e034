import { Structure } from '../src/structure';
import { norm, timesRows, type Vector3 } from '../src/vectors';

/** How many sites of each element. */
export const countsOf = (structure: { composition: ReadonlyMap<string, number> }): object =>
  Object.fromEntries(structure.composition);

/** The structure, or an error where a molecule was read. */
export function crystal(structure: unknown): Structure {
  if (structure instanceof Structure) return structure;
  throw new Error('expected a crystal');
}

/**
 * The shortest distance in Å from a site to others of an element, over 27 cells: plain enough to check readers by.
 */
export function nearest(structure: Structure, site: number, symbol: string): number {
  const { lattice, fracCoords, species } = structure;
  const from = fracCoords[site] ?? [NaN, NaN, NaN];
  let shortest = Infinity;
  for (const [other, to] of fracCoords.entries()) {
    if (species[other] !== symbol) continue;
    for (let image = 0; image < 27; image++) {
      const gap: Vector3 = [
        to[0] - from[0] + (image % 3) - 1,
        to[1] - from[1] + (Math.floor(image / 3) % 3) - 1,
        to[2] - from[2] + Math.floor(image / 9) - 1,
      ];
      const distance = norm(timesRows(gap, lattice.rows));
      if (distance > 1e-6) shortest = Math.min(shortest, distance);
    }
  }
  return shortest;
}

/** The code of the refusal of what `read` does. */
export function refusalOf(read: () => unknown): { code: string; message: string; line?: number } {
  try {
    read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      const { line } = error as { line?: number };
      return { code: String(error.code), message: error.message, line };
    }
    throw error;
  }
  throw new Error('expected a refusal');
}
