import { encodeOnnx, input, Session, type Tensor } from '@nano-os/tensor';

/**
 * Values of a function of rows, in double precision.
 * @param rows all of one length
 * @returns as many rows, flat
 */
export async function evaluateRows(
  f: (x: Tensor) => Tensor,
  rows: readonly (readonly number[])[],
): Promise<number[][]> {
  const width = rows[0]?.length ?? 0;
  const y = f(input('x', 'double', ['rows', width]));
  const session = await Session.create(encodeOnnx({ y }, { precision: 'float64' }));
  try {
    const feed = { data: Float64Array.from(rows.flat()), dims: [rows.length, width] };
    const values = (await session.run({ x: feed })).y?.data ?? new Float64Array();
    const columns = values.length / rows.length;
    return rows.map((_, row) => [...values.subarray(row * columns, (row + 1) * columns)]);
  } finally {
    await session.dispose();
  }
}
