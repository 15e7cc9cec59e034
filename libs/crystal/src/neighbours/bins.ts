/** The cell of a periodic search, with what its inner loops need, in flat arrays. */
export interface SearchCell {
  /** Row-major cell vectors, Å. */
  rows: Float64Array;
  /** Distance between the faces of the cell along each axis, Å. */
  spacing: readonly [number, number, number];
  volume: number;
}

/** Sites sorted into equal bins along the cell's axes. */
export interface Bins {
  /** Bins along each axis. */
  counts: readonly [number, number, number];
  /** Fractional coordinates within [0, 1), three a site. */
  wrapped: Float64Array;
  /** Cartesian positions of the wrapped sites, Å, three a site. */
  positions: Float64Array;
  /** Whole cells that wrapping took off, three a site. */
  shifts: Int32Array;
  /** Bin `b` holds `members[starts[b]]` up to `members[starts[b + 1]]`, by rising site index. */
  starts: Int32Array;
  members: Int32Array;
  /** Positions in the order of `members`, Å, three a site. */
  binned: Float64Array;
  /** Middle of each bin, Å, three a bin. */
  centre: Float64Array;
  /** From the middle of a bin to its farthest corner, Å. */
  radius: number;
}

/** Sites that a bin should hold on average: fewer makes more visits than tests, more the reverse. */
const SITES_A_BIN = 1.5;
/** Bins narrower than this share of the cutoff are more visits than they spare tests. */
const LEAST_WIDTH = 1 / 4;
/** A needle or plate could ask for any number of bins along its long axis. */
const MOST_BINS_A_SITE = 4;

export function searchCell(rows: readonly (readonly number[])[]): SearchCell {
  const m = Float64Array.from(rows.flat());
  const cross = (p: number, q: number): [number, number, number] => [
    at(m, p + 1) * at(m, q + 2) - at(m, p + 2) * at(m, q + 1),
    at(m, p + 2) * at(m, q) - at(m, p) * at(m, q + 2),
    at(m, p) * at(m, q + 1) - at(m, p + 1) * at(m, q),
  ];
  const faces = [cross(3, 6), cross(6, 0), cross(0, 3)] as const;
  const volume = Math.abs(at(m, 0) * faces[0][0] + at(m, 1) * faces[0][1] + at(m, 2) * faces[0][2]);
  const height = (face: readonly [number, number, number]): number => volume / Math.hypot(...face);
  return { rows: m, volume, spacing: [height(faces[0]), height(faces[1]), height(faces[2])] };
}

/** An element that the caller knows to be there; NaN would show that it was not. */
export function at(array: Float64Array | Int32Array, index: number): number {
  return array[index] ?? NaN;
}

function binCounts(cell: SearchCell, sites: number, cutoff: number): [number, number, number] {
  const width = Math.max(cutoff * LEAST_WIDTH, Math.cbrt((SITES_A_BIN * cell.volume) / sites));
  const counts = cell.spacing.map((height) =>
    Math.max(1, Math.floor(Math.min(height / width, 1_000_000))),
  ) as [number, number, number];
  while (counts[0] * counts[1] * counts[2] > Math.max(1, MOST_BINS_A_SITE * sites)) {
    const longest = counts.indexOf(Math.max(...counts)) as 0 | 1 | 2;
    counts[longest] = Math.max(1, counts[longest] >> 1);
  }
  return counts;
}

/** Sorts sites into bins that suit a search within `cutoff`. */
export function binSites(
  cell: SearchCell,
  fracCoords: readonly (readonly number[])[],
  cutoff: number,
): Bins {
  const sites = fracCoords.length;
  const counts = binCounts(cell, sites, cutoff);
  const wrapped = new Float64Array(3 * sites);
  const positions = new Float64Array(3 * sites);
  const shifts = new Int32Array(3 * sites);
  const bin = new Int32Array(sites);
  const starts = new Int32Array(counts[0] * counts[1] * counts[2] + 1);
  const { rows } = cell;
  for (let site = 0; site < sites; site++) {
    const frac = fracCoords[site] ?? [];
    let index = 0;
    for (let axis = 0; axis < 3; axis++) {
      const value = frac[axis] ?? 0;
      let whole = Math.floor(value);
      let rest = value - whole;
      // A tiny negative coordinate rounds up to a full cell.
      if (rest >= 1) {
        rest = 0;
        whole += 1;
      }
      wrapped[3 * site + axis] = rest;
      shifts[3 * site + axis] = whole;
      const count = counts[axis as 0 | 1 | 2];
      index = index * count + Math.min(count - 1, Math.floor(rest * count));
    }
    bin[site] = index;
    starts[index + 1] = at(starts, index + 1) + 1;
    for (let axis = 0; axis < 3; axis++) {
      positions[3 * site + axis] =
        at(wrapped, 3 * site) * at(rows, axis) +
        at(wrapped, 3 * site + 1) * at(rows, 3 + axis) +
        at(wrapped, 3 * site + 2) * at(rows, 6 + axis);
    }
  }
  for (let index = 1; index < starts.length; index++) {
    starts[index] = at(starts, index) + at(starts, index - 1);
  }
  const members = new Int32Array(sites);
  const next = starts.slice();
  for (let site = 0; site < sites; site++) {
    const index = at(bin, site);
    const place = at(next, index);
    members[place] = site;
    next[index] = place + 1;
  }
  const binned = new Float64Array(3 * sites);
  for (let place = 0; place < sites; place++) {
    const site = at(members, place);
    for (let axis = 0; axis < 3; axis++) binned[3 * place + axis] = at(positions, 3 * site + axis);
  }
  const { centre, radius } = middles(rows, counts);
  return { counts, wrapped, positions, shifts, starts, members, binned, centre, radius };
}

/** Where the bins are, and how far their corners reach. */
function middles(
  rows: Float64Array,
  [na, nb, nc]: readonly [number, number, number],
): { centre: Float64Array; radius: number } {
  const point = (a: number, b: number, c: number): [number, number, number] => [
    a * at(rows, 0) + b * at(rows, 3) + c * at(rows, 6),
    a * at(rows, 1) + b * at(rows, 4) + c * at(rows, 7),
    a * at(rows, 2) + b * at(rows, 5) + c * at(rows, 8),
  ];
  const centre = new Float64Array(3 * na * nb * nc);
  for (let bin = 0; bin < na * nb * nc; bin++) {
    const c = bin % nc;
    const b = Math.floor(bin / nc) % nb;
    const a = Math.floor(bin / (nc * nb));
    centre.set(point((a + 0.5) / na, (b + 0.5) / nb, (c + 0.5) / nc), 3 * bin);
  }
  const half = [0.5 / na, 0.5 / nb, 0.5 / nc] as const;
  const corners = [
    [1, 1, 1],
    [1, 1, -1],
    [1, -1, 1],
    [-1, 1, 1],
  ] as const;
  const reaches = corners.map(([i, j, k]) =>
    Math.hypot(...point(i * half[0], j * half[1], k * half[2])),
  );
  // A little more, so that rounding never passes over a bin.
  return { centre, radius: Math.max(...reaches) * (1 + 1e-9) };
}
