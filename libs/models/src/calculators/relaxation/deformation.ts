import { multiply, type Matrix3 } from '@nano-os/crystal';
import { eigen3, functionOf, matrix3, symmetric, transpose } from '../linear/matrix3';

/**
 * Deformations as exponentials of symmetric matrices: any change of a cell's shape, without the
 * rotations that change nothing, in six numbers that need no bounds.
 */
export function deformationOf(exponent: Matrix3): Matrix3 {
  return functionOf(exponent, Math.exp);
}

/**
 * The gradient by the exponent, of the gradient by the deformation: by the differential of the
 * exponential in the basis of the exponent's eigenvectors (Daleckii and Krein).
 */
export function gradientByExponent(exponent: Matrix3, byDeformation: Matrix3): Matrix3 {
  const { values, vectors } = eigen3(exponent);
  const inBasis = multiply(multiply(transpose(vectors), byDeformation), vectors);
  const divided = matrix3((row, column) => {
    const slope = dividedDifference(values[row] ?? NaN, values[column] ?? NaN);
    return slope * (inBasis[row]?.[column] ?? NaN);
  });
  return symmetric(multiply(multiply(vectors, divided), transpose(vectors)));
}

/** (eᵃ − eᵇ) / (a − b), also where the two are the same or nearly so. */
function dividedDifference(a: number, b: number): number {
  const half = (a - b) / 2;
  // sinh x / x = 1 + x²/6 + x⁴/120 …
  const ratio = Math.abs(half) < 1e-3 ? 1 + half ** 2 / 6 : Math.sinh(half) / half;
  return Math.exp((a + b) / 2) * ratio;
}
