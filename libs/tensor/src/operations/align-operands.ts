import type { OnnxWriter } from '../encoding/onnx-writer';
import type { Tensor } from '../graph/tensor';
import { sameShape, type Shape } from '../shapes/shape';
import { uniformValue } from './broadcast-to';
import { constantValues } from './constant';

/** Up to here joining copies of a column is cheaper than repeating it row by row. */
const FEW_COLUMNS = 4;

/**
 * The operands of an elementwise node in the form that ONNX Runtime broadcasts fast. Its loop goes
 * over the last axis, which costs 11 ns for each row where that axis is 1 in one operand: so single
 * numbers get as many axes as the result, and [edges, 1] becomes [edges, 3] beforehand.
 */
export function alignOperands(
  { inputs, shape }: Tensor,
  names: readonly string[],
  onnx: OnnxWriter,
): string[] {
  return inputs.map((x, i) => {
    const name = names[i] ?? '';
    const value = constantValues(x)?.length === 1 ? uniformValue(x) : undefined;
    if (value !== undefined) return onnx.scalarFor({ kind: x.kind, shape }, value);
    const copies = isColumn(x.shape, shape) ? Number(shape.at(-1)) : 1;
    if (copies === 1) return name;
    return onnx.node('Concat', new Array<string>(copies).fill(name), { axis: shape.length - 1 });
  });
}

/** Whether one shape is the other with a single column in place of a few. */
function isColumn(shape: Shape, result: Shape): boolean {
  const [width, last] = [result.at(-1), shape.length - 1];
  if (typeof width !== 'number' || width < 2 || width > FEW_COLUMNS) return false;
  return last > 0 && sameShape(shape, result.with(-1, 1)) && shape.some((dim) => dim !== 1);
}
