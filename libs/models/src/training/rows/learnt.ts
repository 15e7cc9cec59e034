import type { LearntProperty } from '../configuration';
import type { Row } from './row';

/** Several numbers of one crystal: rows of so many, such as the force on each of its atoms. */
export interface Components {
  readonly width: number;
  readonly values: Float64Array;
}

/** What is learnt of a crystal; NaN where it is not known. */
export type Learnt = number | Components;

/** What is asked of a crystal: its numbers one after another. */
export const numbersOf = (learnt: Learnt): Float64Array =>
  typeof learnt === 'number' ? Float64Array.of(learnt) : learnt.values;

export const isKnown = (learnt: Learnt): boolean =>
  numbersOf(learnt).some((value) => !Number.isNaN(value));

/** The same with each number replaced. */
export function mapLearnt(learnt: Learnt, change: (value: number) => number): Learnt {
  if (typeof learnt === 'number') return change(learnt);
  return { width: learnt.width, values: learnt.values.map(change) };
}

/**
 * What is learnt of a row: the value or its logarithm, of energies that of an atom, of forces and
 * stresses all components.
 */
export function learntOf(row: Row, property: LearntProperty): Learnt {
  const { targets, species } = row;
  const value = Object.hasOwn(targets, property.name) ? targets[property.name] : undefined;
  switch (property.kind) {
    case undefined:
      return property.transform === 'identity' ? finite(value) : logarithm(finite(value));
    case 'energy':
      return finite(value) / species.length;
    case 'forces':
      return components(value, species.length, 3);
    case 'stresses':
      return components(value, 3, 3, 9);
  }
}

const finite = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : NaN;

const logarithm = (value: number): number => (value > 0 ? Math.log10(value) : NaN);

/** A matrix of numbers as it is written in a row; none of it is known when it has another size. */
function components(value: unknown, rows: number, columns: number, width = columns): Components {
  const unknown = new Float64Array(rows * columns).fill(NaN);
  if (!Array.isArray(value) || value.length !== rows) return { width, values: unknown };
  const numbers = value.flatMap((row: unknown) =>
    Array.isArray(row) && row.length === columns ? row.map(finite) : [],
  );
  return {
    width,
    values: numbers.length === unknown.length ? Float64Array.from(numbers) : unknown,
  };
}

/** The unit of what is learnt. */
export function learntUnit({ kind, transform, unit }: LearntProperty): string {
  if (kind === 'energy') return `${unit}/atom`;
  return transform === 'exp10' ? `log10 ${unit}` : unit;
}
