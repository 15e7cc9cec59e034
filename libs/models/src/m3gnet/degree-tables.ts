import { constant, transpose, type Tensor } from '@nano-os/tensor';
import type { M3gnetConfig } from './config';

/** Constant matrices that bring functions, harmonics and their products in line. */
export interface DegreeTables {
  /** [1, functions]: of each function's degree l, √((2l + 1)/4π), as zonal harmonics have it. */
  readonly norms: Tensor;
  /** [functions, parts] of zeros and ones: parts are all pairs of a function and a harmonic of one degree. */
  readonly functionToPart: Tensor;
  /** Its transpose. */
  readonly partToFunction: Tensor;
  /** [harmonics, parts] */
  readonly harmonicToPart: Tensor;
  /** [harmonics, functions]: one where the degree is the same. */
  readonly harmonicToFunction: Tensor;
}

export function degreeTables({
  degrees,
  radialOrders,
}: Pick<M3gnetConfig, 'degrees' | 'radialOrders'>): DegreeTables {
  const functions = Array.from({ length: degrees * radialOrders }, (_, index) =>
    Math.floor(index / radialOrders),
  );
  const harmonics = Array.from({ length: degrees ** 2 }, (_, index) =>
    Math.floor(Math.sqrt(index)),
  );
  const parts = functions.flatMap((degree, ofFunction) =>
    harmonics.flatMap((other, ofHarmonic) =>
      other === degree ? [{ ofFunction, ofHarmonic }] : [],
    ),
  );
  const functionToPart = table(functions, parts, (_, row, part) => part.ofFunction === row);
  return {
    norms: constant(
      functions.map((degree) => Math.sqrt((2 * degree + 1) / (4 * Math.PI))),
      [1, functions.length],
    ),
    functionToPart,
    partToFunction: transpose(functionToPart),
    harmonicToPart: table(harmonics, parts, (_, row, part) => part.ofHarmonic === row),
    harmonicToFunction: table(harmonics, functions, (degree, _, other) => degree === other),
  };
}

function table<R, C>(
  rows: readonly R[],
  columns: readonly C[],
  isOne: (row: R, index: number, column: C) => boolean,
): Tensor {
  const values = rows.flatMap((row, index) =>
    columns.map((column) => Number(isOne(row, index, column))),
  );
  return constant(values, [rows.length, columns.length]);
}
