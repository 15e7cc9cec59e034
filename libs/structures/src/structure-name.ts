/** Longest name of a structure, in UTF-16 units. */
export const MAX_NAME_LENGTH = 200;

/** What a file says, as one line that PostgreSQL can keep and a terminal can print. */
export function plainLine(text: string, maxLength = Infinity): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\s]+/gu, ' ').trim();
  if (line.length <= maxLength) return line;
  // A pair that the cut has broken loses its other half too.
  return line
    .slice(0, maxLength)
    .replace(/\p{Cs}$/u, '')
    .trim();
}
