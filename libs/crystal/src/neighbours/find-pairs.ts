import { at, binSites, searchCell, type Bins, type SearchCell } from './bins';
import { findPairsDirectly } from './direct';
import { PairBuffer, type NeighbourList } from './pair-buffer';

/** Up to so many sites every pair is tried, each with the images that can be near: bins cost more. */
const DIRECT_SITES = 40;

/**
 * All pairs of sites within `cutoff` under periodic boundaries, for any shape of cell, in time
 * linear in the number of sites.
 *
 * @param rows cell vectors, Å
 * @param fracCoords fractional coordinates, not necessarily within the cell
 * @param cutoff Å, inclusive
 * @returns pairs by rising source, and in the same order for the same input; a site is its own
 *   neighbour only in other cells
 */
export function findPairs(
  rows: readonly (readonly number[])[],
  fracCoords: readonly (readonly number[])[],
  cutoff: number,
): NeighbourList {
  const cell = searchCell(rows);
  const sites = fracCoords.length;
  const expected = (1.15 * sites * sites * (4 / 3) * Math.PI * cutoff ** 3) / cell.volume;
  const buffer = new PairBuffer(Math.min(Math.ceil(expected) + 64, 1 << 22));
  if (sites <= DIRECT_SITES) {
    findPairsDirectly(cell, fracCoords, cutoff, buffer);
  } else {
    const bins = binSites(cell, fracCoords, cutoff);
    for (let place = 0; place < sites; place++) collect(cell, bins, place, cutoff, buffer);
  }
  return buffer.finish();
}

/**
 * The pairs of one source. It looks through the bins that the box around its sphere touches, past
 * those that lie outside the sphere; bins beyond the cell are images of those within.
 */
export function collect(
  cell: SearchCell,
  bins: Bins,
  site: number,
  cutoff: number,
  buffer: PairBuffer,
): void {
  const { rows, spacing } = cell;
  const { counts, wrapped, positions, shifts, starts, members, binned, centre, radius } = bins;
  const [na, nb, nc] = counts;
  const squaredCutoff = cutoff * cutoff;
  const squaredReach = (cutoff + radius) ** 2;
  const s = 3 * site;
  // The reach is widened a little: a bin too many is tested in vain, one too few loses a pair.
  const first = (axis: 0 | 1 | 2): number =>
    Math.floor(
      (at(wrapped, s + axis) - (cutoff / spacing[axis]) * (1 + 1e-12) - 1e-12) * counts[axis],
    );
  const last = (axis: 0 | 1 | 2): number =>
    Math.floor(
      (at(wrapped, s + axis) + (cutoff / spacing[axis]) * (1 + 1e-12) + 1e-12) * counts[axis],
    );
  const [a0, a1, b0, b1, c0, c1] = [first(0), last(0), first(1), last(1), first(2), last(2)];
  const [px, py, pz] = [at(positions, s), at(positions, s + 1), at(positions, s + 2)];
  const [si, sj, sk] = [at(shifts, s), at(shifts, s + 1), at(shifts, s + 2)];
  const [r0, r1, r2] = [at(rows, 0), at(rows, 1), at(rows, 2)];
  const [r3, r4, r5] = [at(rows, 3), at(rows, 4), at(rows, 5)];
  const [r6, r7, r8] = [at(rows, 6), at(rows, 7), at(rows, 8)];
  let { source, target, image, distance, vector, size } = buffer;
  for (let a = a0; a <= a1; a++) {
    const ia = Math.floor(a / na);
    const binA = (a - ia * na) * nb;
    for (let b = b0; b <= b1; b++) {
      const ib = Math.floor(b / nb);
      const binB = (binA + b - ib * nb) * nc;
      for (let c = c0; c <= c1; c++) {
        const ic = Math.floor(c / nc);
        const bin = binB + c - ic * nc;
        const begin = at(starts, bin);
        const end = at(starts, bin + 1);
        if (begin === end) continue;
        const ox = ia * r0 + ib * r3 + ic * r6 - px;
        const oy = ia * r1 + ib * r4 + ic * r7 - py;
        const oz = ia * r2 + ib * r5 + ic * r8 - pz;
        const mx = at(centre, 3 * bin) + ox;
        const my = at(centre, 3 * bin + 1) + oy;
        const mz = at(centre, 3 * bin + 2) + oz;
        if (mx * mx + my * my + mz * mz > squaredReach) continue;
        const isHome = ia === 0 && ib === 0 && ic === 0;
        buffer.size = size;
        if (buffer.reserve(end - begin)) ({ source, target, image, distance, vector } = buffer);
        for (let m = begin; m < end; m++) {
          const x = at(binned, 3 * m) + ox;
          const y = at(binned, 3 * m + 1) + oy;
          const z = at(binned, 3 * m + 2) + oz;
          const squared = x * x + y * y + z * z;
          if (squared > squaredCutoff) continue;
          const to = at(members, m);
          if (isHome && to === site) continue;
          source[size] = site;
          target[size] = to;
          distance[size] = Math.sqrt(squared);
          const three = 3 * size;
          image[three] = ia - at(shifts, 3 * to) + si;
          image[three + 1] = ib - at(shifts, 3 * to + 1) + sj;
          image[three + 2] = ic - at(shifts, 3 * to + 2) + sk;
          vector[three] = x;
          vector[three + 1] = y;
          vector[three + 2] = z;
          size++;
        }
      }
    }
  }
  buffer.size = size;
}
