import { inverseOf } from '../linear/solve';
import { symmetricEigen } from '../linear/symmetric-eigen';

/** Bounds by uniform strain (Voigt) and uniform stress (Reuss), and their mean (Hill), GPa. */
export interface Bounds {
  readonly voigt: number;
  readonly reuss: number;
  readonly hill: number;
}

/** Moduli of a polycrystal whose grains have an elastic tensor. */
export interface Moduli {
  readonly bulk: Bounds;
  readonly shear: Bounds;
  /** GPa, from Hill's means. */
  readonly young: number;
  readonly poisson: number;
  /** 5 Gᵥ/Gᵣ + Kᵥ/Kᵣ − 6: 0 for an isotropic crystal. */
  readonly anisotropy: number;
}

export interface Stability {
  /** GPa, ascending: of the tensor on symmetric strains, whose shears count by the root of 2. */
  readonly eigenvalues: readonly number[];
  /** Whether every strain costs energy (Born). */
  readonly isStable: boolean;
}

/**
 * Voigt's, Reuss's and Hill's averages. Hill, Proc. Phys. Soc. A 65, 349 (1952); the anisotropy of
 * Ranganathan, Ostoja-Starzewski, Phys. Rev. Lett. 101, 055504 (2008).
 * @param c elastic tensor in Voigt's notation, 6×6, GPa
 * @returns null when the tensor has no inverse
 */
export function moduliOf(c: readonly (readonly number[])[]): Moduli | null {
  const s = inverseOf(c);
  if (!s) return null;
  const [stiff, soft] = [sumsOf(c), sumsOf(s)];
  const bulk = bounds((stiff.axes + 2 * stiff.mixed) / 9, 1 / (soft.axes + 2 * soft.mixed));
  const shear = bounds(
    (stiff.axes - stiff.mixed + 3 * stiff.shears) / 15,
    15 / (4 * soft.axes - 4 * soft.mixed + 3 * soft.shears),
  );
  const [k, g] = [bulk.hill, shear.hill];
  return {
    bulk,
    shear,
    young: (9 * k * g) / (3 * k + g),
    poisson: (3 * k - 2 * g) / (6 * k + 2 * g),
    anisotropy: (5 * shear.voigt) / shear.reuss + bulk.voigt / bulk.reuss - 6,
  };
}

const bounds = (voigt: number, reuss: number): Bounds => ({
  voigt,
  reuss,
  hill: (voigt + reuss) / 2,
});

function sumsOf(c: readonly (readonly number[])[]): {
  axes: number;
  mixed: number;
  shears: number;
} {
  const at = (i: number, j: number): number => c[i]?.[j] ?? NaN;
  return {
    axes: at(0, 0) + at(1, 1) + at(2, 2),
    mixed: at(0, 1) + at(1, 2) + at(0, 2),
    shears: at(3, 3) + at(4, 4) + at(5, 5),
  };
}

/** @param c elastic tensor in Voigt's notation, symmetric, GPa */
export function stabilityOf(c: readonly (readonly number[])[]): Stability {
  const root = (index: number): number => (index < 3 ? 1 : Math.SQRT2);
  const scaled = c.map((row, i) => row.map((value, j) => value * root(i) * root(j)));
  const eigenvalues = symmetricEigen(scaled).values;
  return { eigenvalues, isStable: eigenvalues.every((value) => value > 0) };
}
