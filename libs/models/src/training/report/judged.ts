import type { Row } from '../rows/row';

/**
 * A known value of a crystal and what a model says of it, in what is learnt of the property; one of
 * many where that has components.
 */
export interface Judged {
  readonly row: Row;
  readonly actual: number;
  readonly answer: number;
}

/** All that a report says of one property. */
export interface JudgedProperty {
  readonly name: string;
  /** Of the numbers: such as `eV/atom` or `log10 GPa`. */
  readonly unit: string;
  readonly judged: readonly Judged[];
}

export const errorOf = ({ actual, answer }: Judged): number => Math.abs(answer - actual);
