import { compositionOf, reducedFormulaOf } from '@nano-os/crystal';
import { readRows } from '@nano-os/models';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

export type Row = Awaited<ReturnType<typeof readRows>>[number];

/** Crystals that a base never saw: all those with one element. */
export interface Chemistry {
  readonly name: string;
  readonly element: string;
}

export const CHEMISTRIES: readonly Chemistry[] = [
  { name: 'fluorides', element: 'F' },
  { name: 'tellurides', element: 'Te' },
  { name: 'neodymium', element: 'Nd' },
];

/** Of the shared data. */
export const FILES = ['mp-2021-pbe.jsonl.gz', 'wbm-pbe.jsonl.gz'] as const;

/** The crystals of both sets. */
export async function allRows(shared: string): Promise<Row[]> {
  const sets = await Promise.all(FILES.map((file) => readRows(join(shared, 'data', file))));
  return sets.flat();
}

const has = ({ species }: Row, { element }: Chemistry): boolean => species.includes(element);

/** Crystals of none of the chemistries: what the base is trained on. */
export function rowsWithout(rows: readonly Row[]): Row[] {
  return rows.filter((row) => !CHEMISTRIES.some((chemistry) => has(row, chemistry)));
}

/** Crystals of one chemistry and of none of the others, which would be told apart by nothing. */
export function rowsOf(rows: readonly Row[], chemistry: Chemistry): Row[] {
  return rows.filter((row) => CHEMISTRIES.every((each) => has(row, each) === (each === chemistry)));
}

/**
 * Some crystals to tune on, and others of other formulas to judge by; both drawn at random, by the
 * digests of their names, from all that have a formation energy.
 */
export function pickRows(
  rows: readonly Row[],
  count: number,
  most: number,
): { few: Row[]; others: Row[] } {
  const rank = ({ id }: Row): string => createHash('sha256').update(`few\n${id}`).digest('hex');
  const formula = ({ species }: Row): string => reducedFormulaOf(compositionOf(species));
  const drawn = rows
    .filter(({ targets }) => typeof targets.formation_energy === 'number')
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const few = drawn.slice(0, count);
  const known = new Set(few.map(formula));
  const others = drawn.filter((row) => !known.has(formula(row))).slice(0, most);
  return { few, others };
}
