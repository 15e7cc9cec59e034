import { checkModelName } from '../cards/model-name';
import type { Layers } from './layers';
import { FineTuningRefused } from './pairs/refused';

/** One way to tune, of which cross validation takes the best. */
export interface Candidate {
  readonly layers: Layers;
  /** The highest learning rate. */
  readonly rate: number;
}

/** What is asked for; everything that the result depends on beside the base and the pairs. */
export interface FineTuningOptions {
  /** Of the new model. */
  readonly name: string;
  /** Of the base's card. */
  readonly property: string;
  readonly description?: string;
  /** What the crystals are, for the card. */
  readonly data?: string;
  /** Of the new model; those of the base when left out. */
  readonly licence?: string;
  readonly citation?: string;
  readonly candidates?: readonly Candidate[];
  /** Passes over the crystals at most; fewer the more crystals there are when left out. */
  readonly epochs?: number;
  /** Epochs without progress that end a training; a third of the epochs when left out. */
  readonly patience?: number;
  /** Crystals of a step; 4 to 32 by their number when left out. */
  readonly batch?: number;
  /** How strongly weights are held near those of the base. */
  readonly weightDecay?: number;
  readonly seed?: number;
  /** Trainings at once, one a thread; the result does not depend on it. */
  readonly threads?: number;
}

/** The same with everything decided. */
export interface DecidedOptions {
  readonly candidates: readonly Candidate[];
  readonly epochs: number;
  readonly patience: number;
  readonly batch: number;
  readonly weightDecay: number;
  readonly seed: number;
}

export const CANDIDATES: readonly Candidate[] = [
  { layers: 'head', rate: 1e-3 },
  { layers: 'ends', rate: 1e-3 },
  { layers: 'all', rate: 1e-4 },
  { layers: 'all', rate: 3e-4 },
  { layers: 'all', rate: 1e-3 },
];

const WEIGHT_DECAY = 10;
const MOST_DECAY = 1000;
const MOST_CANDIDATES = 12;
const MOST_EPOCHS = 1000;
/** Candidates times epochs times crystals: each leaves an answer in the checkpoint. */
const MOST_ANSWERS = 1_500_000;
const MOST_THREADS = 64;
/** A crystal is seen so often where there are few. */
const EPOCHS = { least: 15, most: 40, seen: 4000 };
const BATCH = { least: 4, most: 32, steps: 7 };

/**
 * @param crystals that there are
 * @throws {ModelError} bad-name; {FineTuningRefused} bad-options
 */
export function decidedOptions(options: FineTuningOptions, crystals: number): DecidedOptions {
  checkModelName(options.name);
  const { candidates = CANDIDATES, weightDecay = WEIGHT_DECAY, seed = 1, threads = 1 } = options;
  const epochs = options.epochs ?? between(EPOCHS.least, EPOCHS.most, EPOCHS.seen / crystals);
  const patience = options.patience ?? Math.ceil(epochs / 3);
  const batch = options.batch ?? between(BATCH.least, BATCH.most, crystals / BATCH.steps);
  requireWhole('epochs', epochs, 1, MOST_EPOCHS);
  requireWhole('patience', patience, 1, MOST_EPOCHS);
  requireWhole('batch', batch, 1, 1024);
  requireWhole('seed', seed, 0, 2 ** 31 - 1);
  requireWhole('threads', threads, 1, MOST_THREADS);
  requireWhole('candidates', candidates.length, 1, MOST_CANDIDATES);
  const answers = candidates.length * epochs * crystals;
  if (answers > MOST_ANSWERS) {
    refuse(
      `${candidates.length} ways to tune times ${epochs} epochs times ${crystals} crystals is ${answers}, ` +
        `and ${MOST_ANSWERS} at most; take fewer epochs or candidates`,
    );
  }
  for (const { rate } of candidates) {
    if (!(rate > 0 && rate < 1)) refuse(`a rate is between 0 and 1, not ${rate}`);
  }
  if (!(weightDecay >= 0 && weightDecay <= MOST_DECAY)) {
    refuse(`weightDecay is between 0 and ${MOST_DECAY}, not ${weightDecay}`);
  }
  return { candidates, epochs, patience, batch, weightDecay, seed };
}

const between = (least: number, most: number, value: number): number =>
  Math.max(least, Math.min(most, Math.round(value)));

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  refuse(`${name} is a whole number from ${least} to ${most}, not ${value}`);
}

function refuse(what: string): never {
  throw new FineTuningRefused('bad-options', `The options make no sense: ${what}.`);
}
