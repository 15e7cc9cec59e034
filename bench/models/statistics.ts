export function median(values: readonly number[]): number {
  const sorted = values.toSorted((p, q) => p - q);
  return sorted[sorted.length >> 1] ?? NaN;
}

export interface Ratios {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** How many times as fast: theirs over ours, pair by pair. */
export function ratiosOf(ours: readonly number[], theirs: readonly number[]): Ratios {
  const ratios = ours.map((seconds, index) => (theirs[index] ?? NaN) / seconds);
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

export const showRatios = ({ median: middle, least, most }: Ratios): string =>
  `${middle.toFixed(1)} (${least.toFixed(1)} to ${most.toFixed(1)})`;

export const showMillis = (seconds: number): string => {
  const millis = seconds * 1e3;
  return millis < 10 ? millis.toFixed(2) : millis.toFixed(0);
};

export const showMebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
