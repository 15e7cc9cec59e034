import { MOST_PAIRS } from '../pairs/check-pairs';

/** What a file of pairs may hold. */
export interface PairLimits {
  readonly maxBytes: number;
  readonly maxPairs: number;
  /** Of one crystal. */
  readonly maxSites: number;
}

export const PAIR_LIMITS: PairLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxPairs: MOST_PAIRS,
  maxSites: 500,
};
