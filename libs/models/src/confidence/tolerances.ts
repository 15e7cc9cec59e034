/** 20 %, as an error of the decadic logarithm. */
const A_FIFTH = Math.log10(1.2);

interface Tolerance {
  readonly within: number;
  /** Whether errors are those of the decadic logarithm. */
  readonly isLogarithmic: boolean;
}

const linear = (within: number): Tolerance => ({ within, isLogarithmic: false });
const logarithmic = (within: number): Tolerance => ({ within, isLogarithmic: true });

/** How near a value has to be to count as right, by property: eV, eV/atom, a fifth of it. */
const TOLERANCES: Readonly<Record<string, Tolerance>> = {
  bandgap: linear(0.3),
  formation_energy: linear(0.1),
  bulk_modulus: logarithmic(A_FIFTH),
  shear_modulus: logarithmic(A_FIFTH),
  dielectric: logarithmic(A_FIFTH),
};

export function toleranceOf(property: string): Tolerance | undefined {
  return Object.hasOwn(TOLERANCES, property) ? TOLERANCES[property] : undefined;
}

/** What is served of a network's value: there is no band gap below 0. */
export function servedValue(property: string, value: number): number {
  return property === 'bandgap' ? Math.max(0, value) : value;
}

/** How far a served value is off, in what the tolerance of its property is in. */
export function errorOf(property: string, served: number, actual: number): number {
  return toleranceOf(property)?.isLogarithmic
    ? Math.abs(Math.log10(served / actual))
    : Math.abs(served - actual);
}
