import { compositionOf, reducedFormulaOf } from '@nano-os/crystal';
import type { Row } from './chemistries';

/** Absolute errors of several models on the same crystals. */
export interface Judged {
  readonly row: Row;
  readonly errors: readonly number[];
}

export interface Estimate {
  readonly value: number;
  /** The middle 95 % of resamples. */
  readonly interval: readonly [number, number];
}

const RESAMPLES = 2000;

/** mulberry32: numbers that a seed repeats. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A figure of judged crystals with its interval by the bootstrap; crystals of one formula are drawn
 * together.
 */
export function estimate(
  judged: readonly Judged[],
  figure: (judged: readonly Judged[]) => number,
): Estimate {
  const groups = new Map<string, Judged[]>();
  for (const each of judged) {
    const formula = reducedFormulaOf(compositionOf(each.row.species));
    groups.set(formula, [...(groups.get(formula) ?? []), each]);
  }
  const list = [...groups.values()];
  const next = uniform(1);
  const draw = (): Judged[] => list[Math.floor(next() * list.length)] ?? [];
  const values = Array.from({ length: RESAMPLES }, () => figure(list.flatMap(draw)));
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (RESAMPLES - 1))] ?? NaN;
  return { value: figure(judged), interval: [at(0.025), at(0.975)] };
}

/** Mean error of one of the models. */
export const meanOf =
  (model: number) =>
  (judged: readonly Judged[]): number =>
    judged.reduce((sum, { errors }) => sum + (errors[model] ?? NaN), 0) / judged.length;
