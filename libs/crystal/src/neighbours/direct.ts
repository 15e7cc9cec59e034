import { at, type SearchCell } from './bins';
import type { PairBuffer } from './pair-buffer';

/** A chord is widened by this share of a cell: its ends are tested exactly. */
const WIDENING = 1e-9;

/**
 * All pairs of few sites. For each pair the images lie on lines along the third cell vector; where
 * a line meets the sphere follows from a square root, so that hardly an image is tested in vain.
 */
export function findPairsDirectly(
  { rows, spacing }: SearchCell,
  fracCoords: readonly (readonly number[])[],
  cutoff: number,
  buffer: PairBuffer,
): void {
  const squaredCutoff = cutoff * cutoff;
  const [r0, r1, r2] = [at(rows, 0), at(rows, 1), at(rows, 2)];
  const [r3, r4, r5] = [at(rows, 3), at(rows, 4), at(rows, 5)];
  const [r6, r7, r8] = [at(rows, 6), at(rows, 7), at(rows, 8)];
  const cc = r6 * r6 + r7 * r7 + r8 * r8;
  const reachA = cutoff / spacing[0] + WIDENING;
  const reachB = cutoff / spacing[1] + WIDENING;
  const longest = Math.ceil((2 * cutoff) / Math.sqrt(cc)) + 3;
  const sites = fracCoords.length;
  const flat = Float64Array.from(fracCoords.flat());
  let { source, target, image, distance, vector, size } = buffer;
  for (let from = 0; from < sites; from++) {
    for (let to = 0; to < sites; to++) {
      const fa = at(flat, 3 * to) - at(flat, 3 * from);
      const fb = at(flat, 3 * to + 1) - at(flat, 3 * from + 1);
      const fc = at(flat, 3 * to + 2) - at(flat, 3 * from + 2);
      const lastI = Math.floor(reachA - fa);
      const firstJ = Math.ceil(-reachB - fb);
      const lastJ = Math.floor(reachB - fb);
      for (let i = Math.ceil(-reachA - fa); i <= lastI; i++) {
        for (let j = firstJ; j <= lastJ; j++) {
          const x0 = (fa + i) * r0 + (fb + j) * r3 + fc * r6;
          const y0 = (fa + i) * r1 + (fb + j) * r4 + fc * r7;
          const z0 = (fa + i) * r2 + (fb + j) * r5 + fc * r8;
          const middle = -(x0 * r6 + y0 * r7 + z0 * r8) / cc;
          const nearest = x0 * x0 + y0 * y0 + z0 * z0 - middle * middle * cc;
          const chord = squaredCutoff * (1 + WIDENING) - nearest;
          if (chord < 0) continue;
          const half = Math.sqrt(chord / cc) + WIDENING;
          buffer.size = size;
          if (buffer.reserve(longest)) ({ source, target, image, distance, vector } = buffer);
          const lastK = Math.floor(middle + half);
          for (let k = Math.ceil(middle - half); k <= lastK; k++) {
            const x = x0 + k * r6;
            const y = y0 + k * r7;
            const z = z0 + k * r8;
            const squared = x * x + y * y + z * z;
            if (squared > squaredCutoff) continue;
            if (from === to && i === 0 && j === 0 && k === 0) continue;
            source[size] = from;
            target[size] = to;
            distance[size] = Math.sqrt(squared);
            const three = 3 * size;
            image[three] = i;
            image[three + 1] = j;
            image[three + 2] = k;
            vector[three] = x;
            vector[three + 1] = y;
            vector[three + 2] = z;
            size++;
          }
        }
      }
    }
  }
  buffer.size = size;
}
