import { compositionOf, reducedFormulaOf } from '@nano-os/crystal';
import { createHash } from 'node:crypto';
import type { SplitBy } from '../training/rows/split';

/** Parts of the crystals that are held out in turn. */
export interface Folds {
  /** The part of each crystal. */
  readonly of: Int32Array;
  readonly count: number;
  /** What is held out together. */
  readonly by: SplitBy;
  /** How many parts are held out: fewer than there are where crystals are many. */
  readonly heldOut: number;
}

const FOLDS = 5;
/** Up to so many crystals each part is held out once; up to the second number, two are. */
const ALL_UP_TO = 500;
const TWO_UP_TO = 2000;

/**
 * Splits crystals into five parts of about the same size, by formula so that no composition is on
 * both sides; by crystal where there are fewer formulas than parts.
 */
export function foldsOf(
  crystals: readonly { readonly species: readonly string[]; readonly hash: string }[],
  seed: number,
): Folds {
  const formulas = crystals.map(({ species }) => reducedFormulaOf(compositionOf(species)));
  const by = new Set(formulas).size >= FOLDS ? 'formula' : 'row';
  const groups = new Map<string, number[]>();
  crystals.forEach(({ hash }, index) => {
    const key = by === 'formula' ? (formulas[index] ?? '') : hash;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  const rank = (key: string): string =>
    createHash('sha256').update(`${seed}\n${key}`).digest('hex');
  const shuffled = [...groups]
    .map(([key, members]) => ({ members, rank: rank(key) }))
    .sort((a, b) => b.members.length - a.members.length || (a.rank < b.rank ? -1 : 1));
  const of = new Int32Array(crystals.length);
  const sizes = new Array<number>(FOLDS).fill(0);
  for (const { members } of shuffled) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    for (const member of members) of[member] = smallest;
    sizes[smallest] = (sizes[smallest] ?? 0) + members.length;
  }
  const heldOut = crystals.length <= ALL_UP_TO ? FOLDS : crystals.length <= TWO_UP_TO ? 2 : 1;
  return { of, count: FOLDS, by, heldOut };
}
