import type { Rays } from './graph';
import { HARMONICS } from './harmonics';

/** Those of a crystal's bonds that form triples. */
export interface KnownShortBonds {
  /** The atom at which each begins; rising. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Index of its length among those that occur. */
  readonly shell: Int32Array;
  /** Rows of spherical harmonics. */
  readonly harmonics: Float64Array;
}

/**
 * The rays of the first atom of each class.
 * @param ofAtom the class of each atom
 * @param first the first atom of each class
 */
export function raysOf(short: KnownShortBonds, ofAtom: Int32Array, first: Int32Array): Rays {
  const count = short.source.length;
  const source = new Int32Array(count);
  const target = new Int32Array(count);
  const length = new Int32Array(count);
  const harmonics = new Float64Array(HARMONICS * count);
  let [rays, start] = [0, 0];
  for (let bond = 0; bond < count; bond++) {
    const atom = short.source[bond] ?? 0;
    const own = ofAtom[atom] ?? 0;
    if (first[own] !== atom) continue;
    const end = ofAtom[short.target[bond] ?? 0] ?? 0;
    const shell = short.shell[bond] ?? 0;
    if (source[start] !== own) start = rays;
    // An atom has few of them.
    let ray = start;
    while (ray < rays && (target[ray] !== end || length[ray] !== shell)) ray++;
    if (ray === rays) {
      rays++;
      source[ray] = own;
      target[ray] = end;
      length[ray] = shell;
    }
    for (let i = 0; i < HARMONICS; i++) {
      const place = HARMONICS * ray + i;
      const value = short.harmonics[HARMONICS * bond + i] ?? 0;
      harmonics[place] = (harmonics[place] ?? 0) + value;
    }
  }
  return {
    source: source.slice(0, rays),
    target: target.slice(0, rays),
    length: length.slice(0, rays),
    harmonics: harmonics.slice(0, HARMONICS * rays),
  };
}
