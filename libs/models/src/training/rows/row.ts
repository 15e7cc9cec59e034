import type { Matrix3, Vector3 } from '@nano-os/crystal';

/** One crystal of a data set, as a line of JSON. */
export interface Row {
  readonly id: string;
  /** Which set it comes from; errors are also told by it. */
  readonly source: string;
  /** Rows are the cell vectors, Å. */
  readonly lattice: Matrix3;
  readonly species: readonly string[];
  /** Fractional. */
  readonly frac: readonly Vector3[];
  /** Values by name; others than numbers are ignored. */
  readonly targets: Readonly<Record<string, unknown>>;
}
