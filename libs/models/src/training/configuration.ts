import { ARCHITECTURES, FAMILY_NAMES, type CardProperty, type ModelCard } from '../cards/card';
import {
  anyRecord,
  choice,
  list,
  nullable,
  number,
  object,
  optional,
  text,
  type Check,
} from '../cards/checks';
import { MODEL_NAME } from '../cards/model-name';
import { ModelError } from '../errors';
import type { PotentialTensors } from '../network';
import type { BatchSize } from './batches';
import type { Loss } from './loss';
import type { AdamOptions } from './optimise/adam';
import type { Schedule, ShortCut, Stages } from './optimise/schedule';
import type { SplitBy } from './rows/split';

/** One value that is learnt. */
export interface LearntProperty {
  /** Of the rows' targets, and of the card. */
  readonly name: string;
  /** The network's output that becomes it. */
  readonly output: string;
  /** Of the served value. */
  readonly unit: string;
  /** `exp10`: its decadic logarithm is learnt. */
  readonly transform: Extract<CardProperty['transform'], 'identity' | 'exp10'>;
  /** Share in the loss. */
  readonly weight: number;
  /**
   * The least value that there is, such as 0 of a band gap: for crystals that have it any answer
   * below is right.
   */
  readonly least?: number;
  /**
   * Of a potential: which of its outputs it is, in rows for a cell, for each atom (three components)
   * or as a matrix (three rows of three).
   */
  readonly kind?: keyof PotentialTensors;
}

/** What a training is told: everything that its result depends on but the data. */
export interface TrainingConfiguration extends Pick<
  ModelCard,
  'name' | 'version' | 'family' | 'architecture' | 'description'
> {
  readonly origin: 'shipped' | 'own';
  readonly licence: string;
  readonly citation: string;
  readonly data: {
    /** Names of files of rows. */
    readonly files: readonly string[];
    /** What they are, for the card. */
    readonly set: string;
    readonly functional: string;
  };
  readonly validation: {
    readonly share: number;
    readonly seed: string;
    readonly by: SplitBy;
  };
  readonly properties: readonly LearntProperty[];
  /** A model whose weights this training begins with, where names and shapes agree. */
  readonly start?: {
    /** Its name. */
    readonly model: string;
    /** SHA-256 of its weights, as on its card; nothing else may be in their place. */
    readonly weights: string;
  };
  /**
   * As the network's `parseConfig` takes it; its elements are those of the model it starts with, or of
   * the training's crystals, when left out.
   */
  readonly network: Readonly<Record<string, unknown>>;
  readonly loss: Loss;
  readonly optimiser: AdamOptions;
  readonly schedule: Schedule;
  readonly epochs: number;
  /** Ends when so many epochs brought nothing better; null to go on. */
  readonly patience: number | null;
  /** Of a batch; each thread has one in each step. */
  readonly batch: BatchSize;
  readonly threads: number;
  /** Longer gradients are shortened to this length. */
  readonly clip: number;
  readonly seed: number;
}

const whole = (least: number, most: number): Check<number> =>
  number(
    `a whole number from ${least} to ${most}`,
    (n) => Number.isInteger(n) && n >= least && n <= most,
  );
const positive = number('a number above 0', (n) => n > 0);
const notNegative = number('a number that is not negative', (n) => n >= 0);
const share = number('a share from 0 to below 1', (n) => n >= 0 && n < 1);

type PlainSchedule = Stages['stages'][number]['schedule'];

const plainSchedules: Readonly<Record<PlainSchedule['kind'], Check<PlainSchedule>>> = {
  constant: object<Extract<Schedule, { kind: 'constant' }>>({
    kind: choice('constant'),
    rate: positive,
  }),
  'one-cycle': object<Extract<Schedule, { kind: 'one-cycle' }>>({
    kind: choice('one-cycle'),
    peak: positive,
    warmUp: share,
    cut: optional(object<ShortCut>({ planned: whole(1, 100_000), after: whole(1, 100_000) })),
  }),
  cosine: object<Extract<Schedule, { kind: 'cosine' }>>({
    kind: choice('cosine'),
    rate: positive,
    warmUp: share,
  }),
};

const kinds = ['constant', 'one-cycle', 'cosine'] as const;

const plainSchedule: Check<PlainSchedule> = (value, path) => {
  const kind = choice(...kinds)(anyRecord(value, path).kind, `${path}.kind`);
  return plainSchedules[kind](value, path);
};

const stages = object<Stages>({
  kind: choice('stages'),
  stages: list(
    object<Stages['stages'][number]>({ epochs: whole(1, 100_000), schedule: plainSchedule }),
    1,
    100,
  ),
});

const schedule: Check<Schedule> = (value, path) => {
  const kind = choice('stages', ...kinds)(anyRecord(value, path).kind, `${path}.kind`);
  return kind === 'stages' ? stages(value, path) : plainSchedule(value, path);
};

const property = object<LearntProperty>({
  name: text(/^[a-z][a-z0-9_]{0,49}$/, 'a name in lower case'),
  output: text(/^[A-Za-z][A-Za-z0-9_]{0,49}$/, 'the name of an output'),
  unit: text(/^[^\p{Cc}]*$/u, 'a unit', 30),
  transform: choice('identity', 'exp10'),
  weight: positive,
  least: optional(number('a number')),
  kind: optional(choice('energy', 'forces', 'stresses')),
});

const byCost = object<Exclude<BatchSize, number>>({ cost: positive });

const batch: Check<BatchSize> = (value, path) =>
  typeof value === 'object' ? byCost(value, path) : whole(2, 100_000)(value, path);

const beta = number('a number from 0 to below 1', (n) => n >= 0 && n < 1);

const fields = object<TrainingConfiguration>({
  name: text(MODEL_NAME, 'letters, digits, dots and dashes', 100),
  version: text(/^[0-9A-Za-z][0-9A-Za-z.+-]*$/, 'a version such as 1.0.0', 50),
  family: choice(...FAMILY_NAMES),
  architecture: choice(...ARCHITECTURES),
  description: text(),
  origin: choice('shipped', 'own'),
  licence: text(),
  citation: text(),
  data: object<TrainingConfiguration['data']>({
    files: list(text(/^[^/\\\p{Cc}]+$/u, 'the name of a file', 200), 1, 100),
    set: text(),
    functional: text(),
  }),
  validation: object<TrainingConfiguration['validation']>({
    share,
    seed: text(),
    by: choice('formula', 'row'),
  }),
  properties: list(property, 1, 16),
  start: optional(
    object<NonNullable<TrainingConfiguration['start']>>({
      model: text(MODEL_NAME, 'the name of a model', 100),
      weights: text(/^[0-9a-f]{64}$/, 'the SHA-256 of its weights, as on its card'),
    }),
  ),
  network: anyRecord,
  loss: object<Loss>({ kind: choice('l1', 'huber', 'l2'), delta: positive }),
  optimiser: object<AdamOptions>({
    beta1: beta,
    beta2: beta,
    epsilon: positive,
    weightDecay: notNegative,
  }),
  schedule,
  epochs: whole(1, 100_000),
  patience: nullable(whole(1, 100_000)),
  batch,
  threads: whole(1, 256),
  clip: positive,
  seed: whole(0, 2 ** 31 - 1),
});

/**
 * Checks a configuration.
 * @param file its name, for messages
 * @throws {ModelError} bad-configuration that names the field
 */
export function parseConfiguration(value: unknown, file: string): TrainingConfiguration {
  try {
    return fields(value, '');
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const message = error.message.replace(/^card\.json/, file);
    throw new ModelError('bad-configuration', message, { cause: error });
  }
}
