/** What a reader may spend on one file. */
export interface FormatLimits {
  /** Most sites of the structure after symmetry is applied. */
  maxSites: number;
  /** Most bytes of the file. */
  maxBytes: number;
}

export const DEFAULT_LIMITS: Readonly<FormatLimits> = {
  maxSites: 10_000,
  maxBytes: 8 * 1024 * 1024,
};
