import type { Kind, Tensor } from '../graph/tensor';
import { isStatic, type Shape } from '../shapes/shape';
import { add, mul } from './arithmetic';
import { broadcastTo } from './broadcast-to';
import { constant } from './constant';

/** One value everywhere; sizes may be named. */
export function full(shape: Shape, value: number, kind: Kind = 'float'): Tensor {
  return broadcastTo(constant(value, [], kind), shape);
}

/** 0 everywhere; sizes may be named. */
export function zeros(shape: Shape, kind: Kind = 'float'): Tensor {
  return full(shape, 0, kind);
}

/** 1 everywhere; sizes may be named. */
export function ones(shape: Shape, kind: Kind = 'float'): Tensor {
  return full(shape, 1, kind);
}

/**
 * One value in the shape of another tensor. Unlike `full` it may have sizes that no other input has:
 * it is written as made of `x`, of which reducing the graph leaves the value only.
 */
export function fullLike(x: Tensor, value: number): Tensor {
  return isStatic(x.shape) ? full(x.shape, value, x.kind) : add(mul(x, 0), value);
}
