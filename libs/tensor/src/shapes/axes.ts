import { TensorError } from '../errors';
import { describeShape, type Shape } from './shape';

/**
 * Counts a negative axis from the end.
 * @throws {TensorError} when there is no such axis
 */
export function normaliseAxis(operation: string, shape: Shape, axis: number): number {
  const result = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(result) || result < 0 || result >= shape.length) {
    throw new TensorError(`${operation}: ${describeShape(shape)} has no axis ${axis}.`);
  }
  return result;
}

/** Several axes, in ascending order, each at most once. */
export function normaliseAxes(operation: string, shape: Shape, axes: readonly number[]): number[] {
  const result = axes.map((axis) => normaliseAxis(operation, shape, axis));
  if (new Set(result).size < result.length) {
    throw new TensorError(`${operation}: an axis of [${axes.join(', ')}] comes twice.`);
  }
  return result.sort((a, b) => a - b);
}
