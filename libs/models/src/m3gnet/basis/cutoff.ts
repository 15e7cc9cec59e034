import { add, mul, relu, square, sub, type Tensor } from '@nano-os/tensor';

/**
 * Falls from 1 to 0 at the cutoff with zero first and second derivatives there: for x = r/c,
 * 1 − 10x³ + 15x⁴ − 6x⁵ = (1 − x)³ (1 + 3x + 6x²), which as a product is exact near its end.
 * @param distance Å
 */
export function polynomialCutoff(distance: Tensor, cutoff: number): Tensor {
  const x = mul(distance, 1 / cutoff);
  const left = relu(sub(1, x));
  const rest = add(mul(add(mul(x, 6), 3), x), 1);
  return mul(mul(square(left), left), rest);
}
