import type { TunedProperty } from '../tuned-property';
import { FineTuningRefused, some } from './refused';
import type { TrainingPair } from './training-pair';

/** Standard deviations of the base's training values that the middle of others may be away. */
const FARTHEST = 10;
/** The same of logarithms: 1.5 is a factor of 30. */
const FARTHEST_DECADES = 1.5;
/** Values that are all smaller than this share of the base's standard deviation are in another unit. */
const SMALLEST = 0.01;
/** Standard deviations that a single value may be away: of larger ones squares and sums have no number. */
const ABSURD = 1e6;
/** Of the standard deviation: values nearer than this are one. */
export const SAME = 1e-3;

/**
 * Refuses values that nothing could be learnt from, or that are in another unit than the base's.
 * @throws {FineTuningRefused} not-finite, not-positive, one-value, unit-mismatch
 */
export function checkValues(pairs: readonly TrainingPair[], property: TunedProperty): void {
  refuseAll(pairs, 'not-finite', ({ value }) => !Number.isFinite(value), 'Give finite numbers.');
  const { name, transform, unit, scale, shift } = property.card;
  if (transform !== 'identity') {
    const advice = `The logarithm of ${name} is learnt: give values above 0, in ${unit}.`;
    refuseAll(pairs, 'not-positive', ({ value }) => value <= 0, advice);
  }
  const learnt = pairs.map(({ value }) => property.learnt(value)).sort((a, b) => a - b);
  const [least = NaN, most = NaN] = [learnt[0], learnt.at(-1)];
  const size = Math.abs(scale);
  if (most - least <= SAME * size) {
    throw new FineTuningRefused(
      'one-value',
      `All values of ${name} are ${String(pairs[0]?.value)}: there is nothing to learn. ` +
        'Give crystals that differ.',
    );
  }
  const middle = learnt[Math.floor(learnt.length / 2)] ?? NaN;
  const decades = transform === 'exp' ? Math.LN10 : 1;
  const farthest = transform === 'identity' ? FARTHEST * size : FARTHEST_DECADES * decades;
  const isTiny =
    transform === 'identity' && Math.max(Math.abs(least), Math.abs(most)) < SMALLEST * size;
  if (Math.abs(middle - shift) <= farthest && !isTiny) {
    const isAbsurd = ({ value }: TrainingPair): boolean =>
      Math.abs(property.learnt(value) - shift) > ABSURD * size;
    const advice = `The base was trained on values about ${short(shift)}. Correct them.`;
    refuseAll(pairs, 'unit-mismatch', isAbsurd, advice);
    return;
  }
  const usual =
    transform === 'identity' ? shift : transform === 'exp10' ? 10 ** shift : Math.exp(shift);
  const found = pairs.map(({ value }) => value).sort((a, b) => a - b)[Math.floor(pairs.length / 2)];
  throw new FineTuningRefused(
    'unit-mismatch',
    `The values of ${name} are orders of magnitude off: in the middle ${short(found ?? NaN)}, where ` +
      `the base was trained on values about ${short(usual)} ${unit}` +
      (transform === 'identity' ? ` with a spread of ${short(size)}` : '') +
      `. Convert them to ${unit || 'the unit of the base'}.`,
  );
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

function refuseAll(
  pairs: readonly TrainingPair[],
  code: 'not-finite' | 'not-positive' | 'unit-mismatch',
  isWrong: (pair: TrainingPair) => boolean,
  advice: string,
): void {
  const wrong = pairs.filter(isWrong);
  if (wrong.length === 0) return;
  const told = some(wrong.map(({ label, value }) => `${label} has ${value}`));
  const labels = wrong.map(({ label }) => label);
  throw new FineTuningRefused(code, `Some values cannot be learnt: ${told}. ${advice}`, labels);
}
