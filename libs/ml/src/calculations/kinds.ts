import type { JobKind } from '../jobs/records/job';

/** What can be calculated with a potential. */
export const CALCULATION_KINDS = [
  'relaxation',
  'elastic',
  'eos',
] as const satisfies readonly JobKind[];
export type CalculationKind = (typeof CALCULATION_KINDS)[number];
