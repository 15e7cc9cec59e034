import { compositionOf, reducedFormulaOf } from '@nano-os/crystal';
import { trainingRows } from '../../../test-support/training-rows';
import type { Row } from './row';
import { isHeldOut } from './split';

/** Many compositions, each as it is, twice as large, and of another set. */
const rows: Row[] = trainingRows().flatMap((row) => [
  row,
  {
    ...row,
    id: `${row.id}-2`,
    species: [...row.species, ...row.species],
    frac: [...row.frac, ...row.frac],
  },
  { ...row, id: `${row.id}-3`, source: 'elsewhere', species: row.species.toReversed() },
]);
const formula = ({ species }: Row): string => reducedFormulaOf(compositionOf(species));

describe('the split', () => {
  it('has no composition on both sides, whatever the cell, the order and the set', () => {
    const held = rows.filter((row) => isHeldOut(row, 0.3, 'a'));
    const left = rows.filter((row) => !isHeldOut(row, 0.3, 'a'));
    const formulas = new Set(held.map(formula));
    expect(held.length).toBeGreaterThan(0);
    expect(left.filter((row) => formulas.has(formula(row)))).toEqual([]);
  });

  it('holds out about the share that is asked for, another one for another seed', () => {
    const many = Array.from({ length: 3000 }, (_, index): Row => ({
      ...rows[0]!,
      id: String(index),
    }));
    const share = (seed: string): number[] =>
      many.flatMap((row, index) => (isHeldOut(row, 0.1, seed, 'row') ? [index] : []));
    // 300 are expected, with a standard deviation of 16.
    expect(Math.abs(share('a').length - 300)).toBeLessThan(80);
    expect(share('a')).not.toEqual(share('b'));
    expect(isHeldOut(rows[0]!, 0, 'a')).toBe(false);
  });
});
