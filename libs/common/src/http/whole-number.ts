import { Transform } from 'class-transformer';

const DIGITS = /^-?\d{1,15}$/;

/**
 * Reads a number of a query: digits alone, not the blanks, exponents and other notations that
 * `Number` takes. What is none stays text, for `IsInt` to refuse.
 */
export const WholeNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && DIGITS.test(value) ? Number(value) : value,
  );
