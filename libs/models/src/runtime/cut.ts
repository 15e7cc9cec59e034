/**
 * Cuts a list, in its order, so that the costs of each piece stay within a bound; what costs more
 * than that by itself is a piece of its own.
 */
export function cutByCost<T>(
  items: readonly T[],
  costOf: (item: T) => number,
  most: number,
): T[][] {
  const pieces: T[][] = [];
  let sum = Infinity;
  for (const item of items) {
    const cost = costOf(item);
    if (sum + cost > most) {
      pieces.push([]);
      sum = 0;
    }
    pieces.at(-1)?.push(item);
    sum += cost;
  }
  return pieces;
}
