import { TensorError } from '../errors';
import { describeShape, type Shape } from '../shapes/shape';
import type { Operation } from './operation';

/**
 * What the elements are. `float` is float32, or float64 where the graph is encoded with that
 * precision; `double` is always float64; `int` is int64 in the graph and `Int32Array` outside.
 */
export type Kind = 'float' | 'double' | 'int' | 'bool';

/** What distinguishes two nodes of one operation besides their inputs. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A value of a graph, by the operation that makes it of other values. Immutable. */
export interface Tensor<A extends Attributes = Attributes> {
  /** In order of creation, so that inputs have smaller numbers than what is made of them. */
  readonly id: number;
  readonly kind: Kind;
  readonly shape: Shape;
  readonly operation: Operation;
  readonly inputs: readonly Tensor[];
  readonly attributes: A;
}

let created = 0;

/** A node of the graph; operations check kinds and shapes before they call this. */
export function makeTensor(
  operation: Operation,
  inputs: readonly Tensor[],
  kind: Kind,
  shape: Shape,
  attributes: Attributes = {},
): Tensor {
  return { id: created++, kind, shape, operation, inputs, attributes };
}

export function isNumeric(kind: Kind): boolean {
  return kind === 'float' || kind === 'double';
}

/** @throws {TensorError} naming the operation when the kind is none of those it takes */
export function requireKind(operation: string, x: Tensor, ...kinds: Kind[]): void {
  if (kinds.includes(x.kind)) return;
  const shape = describeShape(x.shape);
  throw new TensorError(`${operation}: takes ${kinds.join(' or ')}, not ${x.kind} ${shape}.`);
}
