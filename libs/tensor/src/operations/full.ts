import type { Kind, Tensor } from '../graph/tensor';
import type { Shape } from '../shapes/shape';
import { broadcastTo } from './broadcast-to';
import { constant } from './constant';

/** One value everywhere; sizes may be named. */
export function full(shape: Shape, value: number, kind: Kind = 'float'): Tensor {
  return broadcastTo(constant(value, [], kind), shape);
}

export function zeros(shape: Shape, kind: Kind = 'float'): Tensor {
  return full(shape, 0, kind);
}

export function ones(shape: Shape, kind: Kind = 'float'): Tensor {
  return full(shape, 1, kind);
}
