import { dot, longest, plusTimes } from '../linear/vectors';
import { limited, type Optimizer } from './optimizer';

/** What FIRE remembers. */
export interface FireState {
  readonly velocity: readonly number[];
  readonly step: number;
  readonly mixing: number;
  /** Steps downhill in a row. */
  readonly downhill: number;
}

/** As the authors recommend; the steps suit masses of 1 and forces in eV/Å. */
const FIRST_STEP = 0.1;
const LONGEST_STEP = 1;
const MIXING = 0.1;
const WAIT = 5;

/**
 * The fast inertial relaxation engine: motion with a friction that turns the velocity towards the
 * force, faster while it goes downhill, at rest again when it goes up. Bitzek, Koskinen, Gähler,
 * Moseler, Gumbsch, Phys. Rev. Lett. 97, 170201 (2006).
 * @param mostMoved how far the coordinates of an atom may go in a step
 */
export function fire(mostMoved: number): Optimizer<FireState> {
  return {
    start: () => ({ velocity: [], step: FIRST_STEP, mixing: MIXING, downhill: 0 }),
    next: (state, { at, gradient }) => {
      const force = gradient.map((value) => -value);
      const power = dot(state.velocity, force);
      const isDownhill = power > 0;
      const moving = isDownhill ? turned(state, force) : new Float64Array(force.length);
      const paced = isDownhill ? faster(state) : atRest(state);
      const velocity = plusTimes(moving, paced.step, force);
      const move = velocity.map((value) => paced.step * value);
      const short = limited(move, longest(move), mostMoved);
      return { state: { ...paced, velocity: [...velocity] }, at: plusTimes(at, 1, short) };
    },
  };
}

function turned({ velocity, mixing }: FireState, force: Float64Array): Float64Array {
  const speed = Math.sqrt(dot(velocity, velocity));
  const strength = Math.sqrt(dot(force, force));
  const turn = strength > 0 ? (mixing * speed) / strength : 0;
  return force.map((value, i) => (1 - mixing) * (velocity[i] ?? NaN) + turn * value);
}

function faster({ velocity, step, mixing, downhill }: FireState): FireState {
  const isSure = downhill >= WAIT;
  return {
    velocity,
    step: isSure ? Math.min(step * 1.1, LONGEST_STEP) : step,
    mixing: isSure ? mixing * 0.99 : mixing,
    downhill: downhill + 1,
  };
}

function atRest({ velocity, step }: FireState): FireState {
  // The first step is no step uphill.
  const isFirst = velocity.length === 0;
  return { velocity, step: isFirst ? step : step * 0.5, mixing: MIXING, downhill: 0 };
}
