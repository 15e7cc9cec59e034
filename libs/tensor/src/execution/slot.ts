import type { InferenceSession } from 'onnxruntime-node';
import { TensorError } from '../errors';
import { describeShape, type Shape } from '../shapes/shape';
import type { Feed } from './feed';

/** An input or output of a graph that is ready to run. */
export interface Slot {
  readonly name: string;
  /** Of the elements, as ONNX Runtime names it: float32, float64, int32, bool. */
  readonly type: string;
  readonly shape: Shape;
}

/** @throws {TensorError} when one of them is no tensor */
export function slotsOf(metadata: readonly InferenceSession.ValueMetadata[]): Slot[] {
  return metadata.map((value) => {
    if (!value.isTensor) throw new TensorError(`'${value.name}' is no tensor.`);
    return { name: value.name, type: value.type, shape: value.shape };
  });
}

/**
 * Compares a feed with what the graph takes. ONNX Runtime itself does not compare the named sizes
 * of different inputs.
 * @param sizes the named sizes of feeds before, to which those of this one are added
 * @throws {TensorError} naming the input, what came and what was expected
 */
export function checkFeed(slot: Slot, { data, dims }: Feed, sizes: Map<string, number>): void {
  const fits =
    dims.length === slot.shape.length &&
    slot.shape.every((dim, axis) => {
      const size = dims[axis] ?? -1;
      if (typeof dim === 'number') return dim === size;
      const known = sizes.get(dim);
      sizes.set(dim, known ?? size);
      return known === undefined || known === size;
    });
  if (!fits) {
    const named = [...sizes].map(([name, size]) => `${name} = ${size}`).join(', ');
    const expected = `${describeShape(slot.shape)}${named && ` with ${named}`}`;
    throw new TensorError(`Input '${slot.name}' is ${describeShape(dims)}, not ${expected}.`);
  }
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (data.length !== count) {
    const shape = describeShape(dims);
    throw new TensorError(`Input '${slot.name}' of ${shape} has ${data.length} values.`);
  }
}
