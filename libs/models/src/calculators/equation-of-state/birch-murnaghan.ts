import { GPA_PER_EV_A3 } from '../../units';
import { fitPolynomial } from '../linear/solve';

export interface EquationOfState {
  /** Å³ at zero pressure. */
  readonly volume: number;
  /** eV there. */
  readonly energy: number;
  /** GPa there. */
  readonly bulkModulus: number;
  /** Its derivative by the pressure there, B₀′. */
  readonly bulkModulusDerivative: number;
  /** eV: root of the mean squared distance of the energies from the fit. */
  readonly residual: number;
}

/**
 * The equation of third order of Birch and Murnaghan, fitted to energies. In x = V^(−2/3) it is a
 * polynomial of third degree, so that the fit is linear and has one solution. Birch, Phys. Rev. 71,
 * 809 (1947).
 * @param volumes Å³
 * @param energies eV
 * @returns null when there are fewer than four volumes, or no minimum among them
 */
export function fitBirchMurnaghan(
  volumes: readonly number[],
  energies: readonly number[],
): EquationOfState | null {
  // Around the middle volume and from the lowest energy, so that no digits are lost.
  const middle = volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length;
  const lowest = Math.min(...energies);
  const x = volumes.map((volume) => (volume / middle) ** (-2 / 3) - 1);
  const y = energies.map((energy) => energy - lowest);
  const coefficients = new Set(volumes).size < 4 ? undefined : fitPolynomial(x, y, 3);
  if (!coefficients) return null;
  const [c0 = NaN, c1 = NaN, c2 = NaN, c3 = NaN] = coefficients;
  const at = minimumOf(c1, c2, c3);
  const volume = at === null ? NaN : middle * (at + 1) ** -1.5;
  if (at === null || !(volume >= Math.min(...volumes) && volume <= Math.max(...volumes))) {
    return null;
  }
  // Derivatives by the volume, of x + 1 = (V/V̄)^(−2/3).
  const [first, second] = [(-2 / 3) * (at + 1), (10 / 9) * (at + 1)].map((value) => value / volume);
  const slope = first ?? NaN;
  const bend = (second ?? NaN) / volume;
  const [byX2, byX3] = [2 * c2 + 6 * c3 * at, 6 * c3];
  const stiffness = byX2 * slope ** 2;
  const change = byX3 * slope ** 3 + 3 * byX2 * slope * bend;
  const valueAt = (u: number): number => c0 + u * (c1 + u * (c2 + u * c3));
  const squares = x.reduce((sum, u, i) => sum + (valueAt(u) - (y[i] ?? NaN)) ** 2, 0);
  return {
    volume,
    energy: lowest + valueAt(at),
    bulkModulus: volume * stiffness * GPA_PER_EV_A3,
    bulkModulusDerivative: -1 - (volume * change) / stiffness,
    residual: Math.sqrt(squares / x.length),
  };
}

/** Where c₁x + c₂x² + c₃x³ has its minimum, if it has one above x = −1. */
function minimumOf(c1: number, c2: number, c3: number): number | null {
  const root = Math.sqrt(c2 ** 2 - 3 * c1 * c3);
  // The root of the derivative where the second derivative, 2c₂ + 6c₃x, is positive.
  const at = -c1 / (c2 + root);
  return root > 0 && at > -1 ? at : null;
}
