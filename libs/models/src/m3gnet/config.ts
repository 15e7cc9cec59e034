import { choice, number, object, type Check } from '../cards/checks';
import { checkedConfig, count, cutoff, elements, size } from '../graphs/config-checks';

/**
 * How a crystal's answer comes from its atoms' features: `energy`, a sum over the atoms, whose
 * derivatives are forces and stresses; `set2set` and `weighted`, one value of the crystal.
 */
export type Readout = 'energy' | 'set2set' | 'weighted';

/** How distances are expanded; `smooth` has zero first and second derivatives at the cutoff. */
export type RadialBasis = 'bessel' | 'smooth';

/**
 * Which of the two bonds of a triple gives the length and the end atom that enter the update of the
 * first: the `other`, as in the paper, or the `same`, as weights trained before August 2023 have it.
 */
export type TripleOrder = 'other' | 'same';

/** The shape of an M3GNet. */
export interface M3gnetConfig {
  /** Symbols in the order of the rows of `atom_features`. */
  readonly elements: readonly string[];
  /** Å; bonds reach as far. */
  readonly cutoff: number;
  /** Å; bonds that form triples reach as far, at most `cutoff`. */
  readonly threeBodyCutoff: number;
  readonly radialBasis: RadialBasis;
  /** Radial functions of each degree. */
  readonly radialOrders: number;
  /** Degrees of the spherical harmonics, from 0 on. */
  readonly degrees: number;
  readonly tripleOrder: TripleOrder;
  readonly blocks: number;
  readonly atomSize: number;
  readonly bondSize: number;
  /** Features of the hidden layers. */
  readonly hiddenSize: number;
  readonly readout: Readout;
  /** Of `set2set`. */
  readonly set2set: { readonly steps: number; readonly layers: number };
  /** What one unit of the network's output is, such as eV; forces and stresses follow. */
  readonly scale: number;
}

const degrees: Check<number> = choice(1, 2, 3);

const fields = object<M3gnetConfig>({
  elements,
  cutoff,
  threeBodyCutoff: cutoff,
  radialBasis: choice('bessel', 'smooth'),
  radialOrders: count,
  degrees,
  tripleOrder: choice('other', 'same'),
  blocks: count,
  atomSize: size,
  bondSize: size,
  hiddenSize: size,
  readout: choice('energy', 'set2set', 'weighted'),
  set2set: object<M3gnetConfig['set2set']>({ steps: count, layers: count }),
  scale: number('a number other than 0', (x) => x !== 0),
});

/** @throws {ModelError} bad-config */
export function parseConfig(value: unknown): M3gnetConfig {
  return checkedConfig(fields, value);
}

/** Functions in which a bond's length is expanded for the update of bonds and atoms. */
export function radialSize({ radialBasis, radialOrders, degrees }: M3gnetConfig): number {
  return radialBasis === 'smooth' ? radialOrders : radialOrders * degrees;
}
