import type { SetError } from '@nano-os/models';

/** Mean absolute errors, a property and a set each. */
export function describeErrors(errors: readonly SetError[]): string {
  return errors.map(({ property, set, mae }) => `${property} ${set} ${mae.toFixed(4)}`).join('  ');
}

/** Such as `1 h 04 min`, `4 min 10 s` or `8.2 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}
