/** How the learning rate changes over a training. */
export type Schedule =
  | Stages
  | { readonly kind: 'constant'; readonly rate: number }
  | {
      /** Smith and Topin, arXiv:1708.07120: up to `peak` along half a cosine, and down to almost nothing. */
      readonly kind: 'one-cycle';
      readonly peak: number;
      /** Share of the steps that go up. */
      readonly warmUp: number;
      /** A cycle that is cut short; a whole one when left out. */
      readonly cut?: ShortCut;
    }
  | {
      readonly kind: 'cosine';
      readonly rate: number;
      /** Share of the steps in which the rate rises from 0, in a line. */
      readonly warmUp: number;
    };

/** Schedules one after another, such as a training that was taken up again. */
export interface Stages {
  readonly kind: 'stages';
  readonly stages: readonly {
    readonly epochs: number;
    readonly schedule: Exclude<Schedule, Stages>;
  }[];
}

/**
 * The cycle of a longer training, left early: from there the rate goes down to almost nothing within
 * the epochs that remain, so that what was learnt by then is not in vain.
 */
export interface ShortCut {
  /** Epochs that the whole cycle would take. */
  readonly planned: number;
  /** Epochs of it that are run. */
  readonly after: number;
}

/** The first rate of one cycle is this part of the peak, as in PyTorch. */
const FIRST = 1 / 25;
/** And the last rate this part of the first one. */
const LAST = 1e-4;

/**
 * @param step from 0 to `steps` − 1
 * @param epochs in which the steps are taken
 */
export function rateAt(schedule: Schedule, step: number, steps: number, epochs: number): number {
  switch (schedule.kind) {
    case 'stages':
      return rateOfStages(schedule, step, steps / epochs);
    case 'constant':
      return schedule.rate;
    case 'cosine': {
      const up = Math.max(1, schedule.warmUp * steps);
      if (step < up) return (schedule.rate * (step + 1)) / up;
      return blend(schedule.rate, 0, (step - up) / Math.max(1, steps - up));
    }
    case 'one-cycle': {
      const { cut, peak } = schedule;
      if (!cut) return oneCycle(schedule, step, steps);
      const perEpoch = steps / epochs;
      const planned = perEpoch * cut.planned;
      const end = perEpoch * cut.after;
      if (step < end) return oneCycle(schedule, step, planned);
      const from = oneCycle(schedule, end - 1, planned);
      return blend(from, peak * FIRST * LAST, (step + 1 - end) / (steps - end));
    }
  }
}

function rateOfStages({ stages }: Stages, step: number, perEpoch: number): number {
  let begin = 0;
  for (const [index, { epochs, schedule }] of stages.entries()) {
    const end = begin + perEpoch * epochs;
    // The last stage has what may be left by rounding.
    if (step < end || index === stages.length - 1) {
      return rateAt(schedule, step - begin, end - begin, epochs);
    }
    begin = end;
  }
  throw new Error('A schedule without stages');
}

function oneCycle(
  { peak, warmUp }: Pick<Extract<Schedule, { kind: 'one-cycle' }>, 'peak' | 'warmUp'>,
  step: number,
  steps: number,
): number {
  const top = warmUp * steps - 1;
  const first = peak * FIRST;
  if (step <= top) return blend(first, peak, step / Math.max(1, top));
  return blend(peak, first * LAST, (step - top) / Math.max(1, steps - 1 - top));
}

/** From one value to another along half a cosine. */
function blend(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, share)))) / 2;
}
