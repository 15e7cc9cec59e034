import { Transform } from 'class-transformer';
import { ValidateIf } from 'class-validator';

/** One line of text: neither control characters nor halves of surrogate pairs. */
export const PLAIN_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u;

/** May be left out, unlike with `IsOptional` not null. */
export const Omittable = (): PropertyDecorator =>
  ValidateIf((_: object, value: unknown) => value !== undefined);

const lower = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** UUIDs are read in any case; PostgreSQL prints them in lower case, and so do answers. */
export const LowerCase = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map(lower) : lower(value),
  );

const DIGITS = /^-?\d{1,15}$/;

/**
 * Reads a number of a query: digits alone, not the blanks, exponents and other notations that
 * `Number` takes. What is none stays text, for `IsInt` to refuse.
 */
export const WholeNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && DIGITS.test(value) ? Number(value) : value,
  );
