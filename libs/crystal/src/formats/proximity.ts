import { StructureFormatError } from './errors';
import { reduceCell } from '../reduction';
import { dot, inverse, norm, timesRows, type Matrix3, type Vector3 } from '../vectors';
import { binKey, cellHeights, wrap } from './geometry';

/** Two atoms nearer than this (Å) are one atom twice, a disorder, or a wrong cell. */
export const CLOSEST = 0.3;

/** Two sites, by index, and their distance in Å. */
export interface ClosePair {
  first: number;
  second: number;
  distance: number;
}

/**
 * Finds two sites closer than `cutoff` under periodic boundaries, images of one site included. Sites are hashed into
 * bins no thinner than the cutoff, so that the time is linear in the number of sites.
 *
 * @param rows lattice vectors as rows, Å
 * @param frac fractional coordinates
 * @returns the indices of the first such pair and its distance in Å
 */
export function closePair(
  rows: Matrix3,
  frac: readonly Vector3[],
  cutoff = CLOSEST,
): ClosePair | undefined {
  if (frac.length === 0) return undefined;
  // In a reduced cell no bin is thinner than needed, however skewed the file's own cell is.
  const reduced = reduceCell(rows);
  const own = shortestTranslation(reduced);
  if (own < cutoff) return { first: 0, second: 0, distance: own };
  const change = inverse(reduced);
  const search = new Search(reduced, cutoff);
  for (const [second, site] of frac.entries()) {
    const [x, y, z] = timesRows(timesRows(site, rows), change);
    const found = search.add([wrap(x), wrap(y), wrap(z)]);
    if (found !== undefined) return { ...found, second };
  }
  return undefined;
}

class Search {
  private readonly sites: Vector3[] = [];
  private readonly cells = new Map<number, number[]>();
  private readonly bins: Vector3;
  private readonly reach: Vector3;

  constructor(
    private readonly rows: Matrix3,
    private readonly cutoff: number,
  ) {
    const [u, v, w] = cellHeights(rows);
    const count = (height: number): number => Math.max(1, Math.floor(height / cutoff));
    this.bins = [count(u), count(v), count(w)];
    const reach = (height: number): number => Math.ceil((cutoff / height) * count(height));
    this.reach = [reach(u), reach(v), reach(w)];
  }

  /** Looks for a neighbour among the sites added so far, then adds the site. */
  add(site: Vector3): { first: number; distance: number } | undefined {
    const { bins, reach, cells } = this;
    const home = ([0, 1, 2] as const).map((axis) =>
      Math.min(bins[axis] - 1, Math.floor(site[axis] * bins[axis])),
    );
    const [u = 0, v = 0, w = 0] = home;
    for (let i = u - reach[0]; i <= u + reach[0]; i++) {
      const shiftU = Math.floor(i / bins[0]);
      for (let j = v - reach[1]; j <= v + reach[1]; j++) {
        const shiftV = Math.floor(j / bins[1]);
        for (let k = w - reach[2]; k <= w + reach[2]; k++) {
          const shiftW = Math.floor(k / bins[2]);
          const key = binKey(i - shiftU * bins[0], j - shiftV * bins[1], k - shiftW * bins[2]);
          const found = this.near(cells.get(key), site, [shiftU, shiftV, shiftW]);
          if (found !== undefined) return found;
        }
      }
    }
    const cell = cells.get(binKey(u, v, w));
    if (cell === undefined) cells.set(binKey(u, v, w), [this.sites.length]);
    else cell.push(this.sites.length);
    this.sites.push(site);
    return undefined;
  }

  private near(
    cell: readonly number[] | undefined,
    site: Vector3,
    shift: Vector3,
  ): { first: number; distance: number } | undefined {
    for (const first of cell ?? []) {
      const [x, y, z] = this.sites[first] ?? [0, 0, 0];
      const gap: Vector3 = [x + shift[0] - site[0], y + shift[1] - site[1], z + shift[2] - site[2]];
      const vector = timesRows(gap, this.rows);
      const square = dot(vector, vector);
      if (square < this.cutoff ** 2) return { first, distance: Math.sqrt(square) };
    }
    return undefined;
  }
}

/** Length of the shortest translation of a reduced lattice, Å. */
function shortestTranslation(reduced: Matrix3): number {
  let shortest = Infinity;
  for (let code = 14; code < 27; code++) {
    const steps: Vector3 = [
      Math.floor(code / 9) - 1,
      (Math.floor(code / 3) % 3) - 1,
      (code % 3) - 1,
    ];
    shortest = Math.min(shortest, norm(timesRows(steps, reduced)));
  }
  return shortest;
}

/** @throws StructureFormatError `sites-too-close` naming the two sites */
export function refuseClosePair(
  pair: ClosePair,
  nameOf: (site: number) => string,
  line?: number,
): never {
  const { first, second, distance } = pair;
  const [one, other] = [nameOf(first), nameOf(second)];
  throw new StructureFormatError(
    'sites-too-close',
    `${one} and ${first === second ? 'its own image' : other} are ${distance.toPrecision(2)} Å apart, ` +
      `and atoms less than ${CLOSEST} Å apart are not read. Remove one of them, or correct the cell.`,
    { site: second, line },
  );
}
