/** Bonds a piece: what is made of them fits into the processor's cache. */
const PIECE = 512;

/**
 * In how many pieces of one size bonds are dealt with, and how many without meaning come after them
 * until the pieces are of one size.
 */
export function pieceSizes(bonds: number): { readonly pieces: number; readonly filler: number } {
  const pieces = Math.max(1, Math.ceil(bonds / PIECE));
  return { pieces, filler: pieces * Math.ceil(bonds / pieces) - bonds };
}
