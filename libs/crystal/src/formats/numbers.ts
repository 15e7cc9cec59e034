/** A number of more digits than this is garbage, and costs time to look at. */
const LONGEST = 400;

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:(?:[eEdDqQ]|\*\^)[+-]?\d+)?$/;
const PLAIN = /^[+-]?\d+(?:\.\d*)?$/;

/**
 * The finite number that a file spells: `1.5`, `-.5`, `5.`, `1e-3`, Fortran's `1.0D-3`, Mathematica's `1.5*^-3`.
 * Anything else, infinities and NaN included, is undefined.
 */
export function parseNumber(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  if (PLAIN.test(text)) return finite(Number(text));
  if (!NUMBER.test(text)) return undefined;
  return finite(Number(text.replace(/[dDqQ]|\*\^/, 'e')));
}

/** As {@link parseNumber}, for whole numbers without sign or exponent. */
export function parseCount(text: string): number | undefined {
  return text.length <= 15 && /^\d+$/.test(text) ? Number(text) : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Shortest decimal text that reads back to within 1e-12, without an exponent for ordinary sizes. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value === 0 ? '0.0' : `${value}.0`;
  return String(value);
}
