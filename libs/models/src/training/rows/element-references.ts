import type { Row } from './row';

/** What an atom of each element adds to an energy, by symbol. */
export type References = ReadonlyMap<string, number>;

/** Beside the number of crystals: keeps elements apart that only come together. */
const RIDGE = 1e-6;

/**
 * What the elements' atoms add to the energies of crystals, by least squares.
 * @param energies of the cells, in the order of the rows
 */
export function elementReferences(
  rows: readonly Row[],
  energies: readonly number[],
  elements: readonly string[],
): References {
  const size = elements.length;
  const matrix = elements.map((_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? RIDGE * rows.length : 0)),
  );
  const right = elements.map(() => 0);
  rows.forEach(({ species }, index) => {
    const counts = elements.map((symbol) => species.filter((one) => one === symbol).length);
    counts.forEach((count, row) => {
      if (count === 0) return;
      right[row] = (right[row] ?? 0) + count * (energies[index] ?? 0);
      const line = matrix[row] ?? [];
      counts.forEach((other, column) => (line[column] = (line[column] ?? 0) + count * other));
    });
  });
  const solution = solved(matrix, right);
  return new Map(elements.map((symbol, index) => [symbol, solution[index] ?? 0]));
}

/** The references' part of the energy of an atom of a crystal. */
export function referenceOf({ species }: Row, references: References): number {
  const sum = species.reduce((total, symbol) => total + (references.get(symbol) ?? 0), 0);
  return sum / species.length;
}

/** Solves a positive definite system by Gauss's elimination. */
function solved(matrix: readonly number[][], right: readonly number[]): number[] {
  const lines = matrix.map((line, row) => [...line, right[row] ?? 0]);
  lines.forEach((line, pivot) => {
    for (const other of lines.slice(pivot + 1)) {
      const factor = (other[pivot] ?? 0) / (line[pivot] ?? 1);
      if (factor === 0) continue;
      for (let i = pivot; i < other.length; i++)
        other[i] = (other[i] ?? 0) - factor * (line[i] ?? 0);
    }
  });
  const values = right.map(() => 0);
  for (let row = values.length - 1; row >= 0; row--) {
    const line = lines[row] ?? [];
    const known = values.reduce((sum, value, column) => sum + value * (line[column] ?? 0), 0);
    values[row] = ((line.at(-1) ?? 0) - known) / (line[row] ?? 1);
  }
  return values;
}
