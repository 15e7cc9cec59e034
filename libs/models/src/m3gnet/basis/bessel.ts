import { add, constant, cos, mul, sin, type Tensor } from '@nano-os/tensor';
import { sphericalBessel, sphericalBesselRoots } from './spherical-bessel-roots';

/**
 * Rayleigh's formulas: of x·j(x), the powers of 1/x from 0 on that go with sin x and with cos x.
 * By degree.
 */
const WITH_SINE = [
  [1, 0, 0],
  [0, 1, 0],
  [-1, 0, 3],
] as const;
const WITH_COSINE = [
  [0, 0],
  [-1, 0],
  [0, -3],
] as const;

/**
 * Spherical Bessel functions that vanish at the cutoff, normalised over the sphere:
 * √(2/c³) · j_l(z r/c) / |j_(l+1)(z)| for the first zeros z of each degree l.
 * Gasteiger, Groß, Günnemann, arXiv:2003.03123.
 * @param distance [bonds, 1], Å
 * @returns [bonds, degrees · orders], by degree and then by order
 */
export function besselBasis(
  distance: Tensor,
  inverse: Tensor,
  cutoff: number,
  orders: number,
  degrees: number,
): Tensor {
  const functions = sphericalBesselRoots(degrees, orders).flatMap((roots, degree) =>
    roots.map((root) => ({ degree, root })),
  );
  const row = (value: (degree: number, root: number) => number): Tensor =>
    constant(
      functions.map(({ degree, root }) => value(degree, root)),
      [1, functions.length],
      distance.kind,
    );
  const argument = mul(
    distance,
    row((_, root) => root / cutoff),
  );
  const inverseArgument = mul(
    inverse,
    row((_, root) => cutoff / root),
  );
  const sine = WITH_SINE[0].map((_, power) => row((degree) => WITH_SINE[degree]?.[power] ?? 0));
  const cosine = WITH_COSINE[0].map((_, power) =>
    row((degree) => WITH_COSINE[degree]?.[power] ?? 0),
  );
  const waves = add(
    mul(sin(argument), polynomial(inverseArgument, sine)),
    mul(cos(argument), polynomial(inverseArgument, cosine)),
  );
  const norm = row(
    (degree, root) => Math.sqrt(2 / cutoff ** 3) / Math.abs(sphericalBessel(degree + 1, root)),
  );
  return mul(waves, mul(inverseArgument, norm));
}

/** By Horner's rule; coefficients from the lowest power on. */
function polynomial(x: Tensor, coefficients: readonly Tensor[]): Tensor {
  const [last, ...rest] = coefficients.toReversed();
  if (!last) throw new Error('A polynomial has a coefficient');
  return rest.reduce((sum, coefficient) => add(mul(sum, x), coefficient), last);
}
