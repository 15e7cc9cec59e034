/** What was said of one value, and whether it came true. */
export interface Statement {
  readonly set: string;
  /** The stated probability. */
  readonly stated: number;
  readonly isWithin: boolean;
  /** In how many ways the crystal is unlike those of the training. */
  readonly strangeness: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function figures(statements: readonly Statement[]): string {
  if (statements.length === 0) return '';
  const stated = mean(statements.map((statement) => statement.stated));
  const observed = mean(statements.map(({ isWithin }) => Number(isWithin)));
  return `${stated.toFixed(2)} / ${observed.toFixed(2)} (${statements.length})`;
}

const BANDS = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01];

/** Columns of {@link calibrationRow}: stated and observed shares with the number of crystals. */
export const CALIBRATION_HEAD = [
  'all',
  ...BANDS.slice(1).map((to, i) => `${BANDS[i] ?? 0} to ${Math.min(1, to)}`),
  'strange',
];

export function calibrationRow(statements: readonly Statement[]): string[] {
  const bands = BANDS.slice(1).map((to, i) =>
    statements.filter(({ stated }) => stated >= (BANDS[i] ?? 0) && stated < to),
  );
  const strange = statements.filter(({ strangeness }) => strangeness > 0);
  return [statements, ...bands, strange].map(figures);
}
