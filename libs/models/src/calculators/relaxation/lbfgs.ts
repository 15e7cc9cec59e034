import { dot, longest, plusTimes } from '../linear/vectors';
import { limited, type Optimizer, type Point } from './optimizer';

interface Pair {
  /** A step, and by what it changed the gradient. */
  readonly move: readonly number[];
  readonly change: readonly number[];
  /** Their product, positive. */
  readonly curvature: number;
}

/** What L-BFGS remembers. */
export interface LbfgsState {
  readonly pairs: readonly Pair[];
  /** The last point that was an improvement, and the move that was made from there. */
  readonly last: {
    readonly at: readonly number[];
    readonly value: number;
    readonly gradient: readonly number[];
    readonly move: readonly number[];
    /** How often the move was shortened. */
    readonly shortened: number;
  } | null;
}

const MEMORY = 20;
/** Curvature before any is known, eV/Å²: that of an ordinary bond, rather stiff than soft. */
const STIFFNESS = 20;
const SHORTEN = 0.3;
const MOST_SHORTENED = 4;

/**
 * The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno: Newton's steps with a
 * curvature that is learnt from the last steps. Nocedal, Math. Comput. 35, 773 (1980). A step that
 * goes up is taken back and shortened.
 * @param mostMoved how far the coordinates of an atom may go in a step
 * @param noise by how much a value may be off
 */
export function lbfgs(mostMoved: number, noise: number): Optimizer<LbfgsState> {
  return {
    start: () => ({ pairs: [], last: null }),
    next: ({ pairs, last }, point) => {
      if (!last) return depart(point, [], mostMoved);
      const isWorse = !(point.value <= last.value + noise);
      if (!isWorse) return depart(point, learnt(pairs, last, point), mostMoved);
      // Where even the shortest step goes up, the curvature that was learnt is wrong.
      if (last.shortened === MOST_SHORTENED) return depart(point, [], mostMoved);
      const move = last.move.map((value) => value * SHORTEN);
      const again = { ...last, move, shortened: last.shortened + 1 };
      return { state: { pairs, last: again }, at: plusTimes(last.at, 1, move) };
    },
  };
}

function depart(
  { at, value, gradient }: Point,
  pairs: readonly Pair[],
  mostMoved: number,
): { state: LbfgsState; at: Float64Array } {
  const newton = newtonStep(gradient, pairs);
  const isDownhill = dot(newton, gradient) < 0;
  const step = isDownhill ? newton : newtonStep(gradient, []);
  const move = limited(step, longest(step), mostMoved);
  const last = { at: [...at], value, gradient: [...gradient], move: [...move], shortened: 0 };
  return { state: { pairs: isDownhill ? pairs : [], last }, at: plusTimes(at, 1, move) };
}

/** The pairs with the newest one, unless the gradient fell along it. */
function learnt(
  pairs: readonly Pair[],
  last: NonNullable<LbfgsState['last']>,
  { at, gradient }: Point,
): readonly Pair[] {
  const move = plusTimes(at, -1, last.at);
  const change = plusTimes(gradient, -1, last.gradient);
  const curvature = dot(move, change);
  const isSafe = curvature > 1e-6 * Math.sqrt(dot(move, move) * dot(change, change));
  if (!isSafe) return pairs;
  return [...pairs, { move: [...move], change: [...change], curvature }].slice(-MEMORY);
}

/** −H g, with the inverse curvature H that the pairs teach, by a loop over them back and forth. */
function newtonStep(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  let step: Float64Array = gradient.map((value) => -value);
  const shares: number[] = [];
  for (const { move, change, curvature } of pairs.toReversed()) {
    const share = dot(move, step) / curvature;
    shares.push(share);
    step = plusTimes(step, -share, change);
  }
  const newest = pairs.at(-1);
  const scale = newest ? newest.curvature / dot(newest.change, newest.change) : 1 / STIFFNESS;
  step = step.map((value) => scale * value);
  for (const { move, change, curvature } of pairs) {
    const share = (shares.pop() ?? NaN) - dot(change, step) / curvature;
    step = plusTimes(step, share, move);
  }
  return step;
}
