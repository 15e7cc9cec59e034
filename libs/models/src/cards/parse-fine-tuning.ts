import { choice, list, number, object, optional, refuse, text, type Check } from './checks';
import type { ErrorEstimate, FineTuning } from './fine-tuning';

const MOST_EPOCHS = 1001;
const MOST_POINTS = 1000;

const finite = number('a number');
const error = number('a number that is not negative', (n) => n >= 0);
const whole = number('a whole number', (n) => Number.isSafeInteger(n) && n >= 0);
const digest = text(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 hexadecimal digits');

const pair: Check<readonly [number, number]> = (value, path) => {
  const [low = NaN, high = NaN] = list(finite, 2, 2)(value, path);
  return low <= high ? [low, high] : refuse(path, 'an ascending range', value);
};

const point: Check<readonly [number, number, number]> = (value, path) => {
  const [known = NaN, before = NaN, after = NaN] = list(finite, 3, 3)(value, path);
  return [known, before, after];
};

const estimate = object<ErrorEstimate>({ mean: finite, interval: pair });

/** @throws {ModelError} bad-card */
export const fineTuning = object<FineTuning>({
  base: object<FineTuning['base']>({ name: text(), version: text(), digest }),
  property: text(),
  data: object<FineTuning['data']>({ crystals: whole, digest }),
  split: object<FineTuning['split']>({
    folds: whole,
    heldOut: whole,
    by: choice('formula', 'row'),
    seed: whole,
  }),
  outcome: choice('improved', 'no-better'),
  unit: text(undefined, 'a unit', 30),
  before: estimate,
  after: estimate,
  change: estimate,
  untried: optional(whole),
  tried: list(
    object<FineTuning['tried'][number]>({
      layers: choice('head', 'ends', 'all'),
      rate: error,
      epochs: whole,
      error,
    }),
    1,
    100,
  ),
  curve: list(error, 1, MOST_EPOCHS),
  points: list(point, 1, MOST_POINTS),
});
