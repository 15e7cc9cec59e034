import { ModelError } from '../../errors';
import type { RelaxationOptions } from '../relaxation/options';

export interface ElasticOptions {
  /** Of each of Voigt's six strains; the stress is fitted linearly through all of them. */
  readonly strains: readonly number[];
  /** Relaxes the crystal before it is strained. */
  readonly relaxFirst: boolean;
  /** Relaxes the positions in each strained cell; without it the tensor is that of clamped ions. */
  readonly relaxStrained: boolean;
  /** For the relaxations. */
  readonly relaxation: Partial<RelaxationOptions>;
}

/** The largest strain and half of it, either way. */
export function strainsUpTo(most: number): number[] {
  return [-most, -most / 2, most / 2, most];
}

export const DEFAULT_ELASTIC: ElasticOptions = {
  strains: strainsUpTo(0.02),
  relaxFirst: true,
  relaxStrained: true,
  relaxation: { maxForce: 0.002, maxStress: 0.005 },
};

/** @throws {ModelError} bad-options */
export function elasticOptions(given: Partial<ElasticOptions>): ElasticOptions {
  const options = { ...DEFAULT_ELASTIC, ...given };
  const { strains } = options;
  const isSpread = new Set(strains).size >= 2;
  if (isSpread && strains.every((strain) => Math.abs(strain) < 0.2)) return options;
  throw new ModelError('bad-options', 'Elastic tensor: give at least two strains, below 0.2.');
}
