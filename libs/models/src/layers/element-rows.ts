import { elementBySymbol } from '@nano-os/crystal';
import { constant, gather, type Tensor } from '@nano-os/tensor';

/** Numbers of elements go up to 118. */
const NUMBERS = 119;

/**
 * Rows of a table of elements for atoms.
 * @param table [elements.length, features]
 * @param elements symbols in the order of the table's rows
 * @param atomicNumber int [atoms]; of the elements alone: others would get the first row
 * @returns [atoms, features]
 */
export function elementRows(
  table: Tensor,
  elements: readonly string[],
  atomicNumber: Tensor,
): Tensor {
  const row = new Int32Array(NUMBERS);
  elements.forEach((symbol, index) => {
    row[elementBySymbol(symbol)?.number ?? 0] = index;
  });
  // Tables of constants become one that is ordered by atomic number when the graph is encoded.
  return gather(gather(table, constant(row, [NUMBERS], 'int')), atomicNumber);
}
