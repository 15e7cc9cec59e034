/** Where a function to be minimised is known: its value and gradient at a point. */
export interface Point {
  readonly at: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/**
 * A way to a minimum. What it remembers between steps is plain data, so that it can go on elsewhere.
 */
export interface Optimizer<State> {
  start(): State;

  /** Where to look next, and what to remember. */
  next(state: State, point: Point): { readonly state: State; readonly at: Float64Array };
}

/** Shortens a move so that no vector of three in it is longer than `most`. */
export function limited(move: Float64Array, length: number, most: number): Float64Array {
  return length > most ? move.map((value) => (value * most) / length) : move;
}
