import type { Kind, Tensor } from '../graph/tensor';
import { binary } from './binary';
import { constantValues } from './constant';
import { zeros } from './full';
import { joinPads } from './pad';
import { unary } from './unary';
import { uniformValue } from './broadcast-to';

const WITH_INTEGERS: readonly Kind[] = ['float', 'double', 'int'];

/** What a negation negates. */
function negated(x: Tensor): Tensor | undefined {
  return x.operation.name === 'neg' ? x.inputs[0] : undefined;
}

/** What a negation or a product with a number multiplies, of the same shape, and by which. */
export function scaled(x: Tensor): { base: Tensor; factor: number } | undefined {
  const minus = negated(x);
  if (minus) return { base: minus, factor: -1 };
  const [a, b] = x.inputs;
  if (x.operation.name !== 'mul' || !a || !b) return undefined;
  const [va, vb] = [uniformValue(a), uniformValue(b)];
  if (vb !== undefined && b.shape.length === 0) return { base: a, factor: vb };
  return va !== undefined && a.shape.length === 0 ? { base: b, factor: va } : undefined;
}

/** -x */
export const neg = unary({
  name: 'neg',
  onnx: 'Neg',
  kinds: WITH_INTEGERS,
  evaluate: (x) => -x,
  gradient: (g) => neg(g),
  simplify: (x) => {
    const product = scaled(x);
    if (product) return mul(product.base, -product.factor);
    const [a, b] = x.inputs;
    return x.operation.name === 'sub' && a && b ? sub(b, a) : undefined;
  },
});

/** a + b, with NumPy's broadcasting, as all operations of two operands. */
export const add = binary({
  name: 'add',
  onnx: 'Add',
  kinds: WITH_INTEGERS,
  evaluate: (a, b) => a + b,
  gradient: (g) => [() => g, () => g],
  simplify: (a, b, va, vb) => {
    if (va === 0) return b;
    if (vb === 0) return a;
    if (a === b) return mul(a, 2);
    const [minusA, minusB] = [negated(a), negated(b)];
    if (minusB) return sub(a, minusB);
    return minusA ? sub(b, minusA) : joinPads(a, b);
  },
});

/** a - b */
export const sub = binary({
  name: 'sub',
  onnx: 'Sub',
  kinds: WITH_INTEGERS,
  evaluate: (a, b) => a - b,
  gradient: (g) => [() => g, () => neg(g)],
  simplify: (a, b, va, vb) => {
    if (vb === 0) return a;
    if (va === 0) return neg(b);
    const minus = negated(b);
    return minus && add(a, minus);
  },
});

/** a · b, element by element. */
export const mul = binary({
  name: 'mul',
  onnx: 'Mul',
  kinds: WITH_INTEGERS,
  evaluate: (a, b) => a * b,
  gradient: (g, a, b) => [() => mul(g, b), () => mul(g, a)],
  simplify: (a, b, va, vb) => {
    const [x, value] = vb === undefined ? [b, va] : [a, vb];
    if (value === 1) return x;
    if (value === 0) return zeros([], x.kind);
    if (value === -1) return neg(x);
    if (value !== undefined) return scale(x, value);
    const [minusA, minusB] = [negated(a), negated(b)];
    if (minusA && minusB) return mul(minusA, minusB);
    return scaleConstant(a, b) ?? scaleConstant(b, a);
  },
});

/** One factor in place of two. */
function scale(x: Tensor, value: number): Tensor | undefined {
  const product = scaled(x);
  return product && mul(product.base, product.factor * value);
}

/** A factor goes into the constant that it is multiplied by. */
function scaleConstant(x: Tensor, known: Tensor): Tensor | undefined {
  const product = constantValues(known) && scaled(x);
  return product && mul(product.base, mul(known, product.factor));
}

/** a / b; a divisor of 0 gives infinities as in IEEE 754. */
export const div = binary({
  name: 'div',
  onnx: 'Div',
  evaluate: (a, b) => a / b,
  gradient: (g, _a, b, y) => [() => div(g, b), () => neg(mul(div(g, b), y))],
  simplify: (a, _b, va, vb) => {
    if (va === 0) return zeros([], a.kind);
    return vb === 1 ? a : undefined;
  },
});
