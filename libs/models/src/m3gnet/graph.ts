import type { DistinctGraph } from './distinct/graph';

/** A potential sees whole crystals, other networks their distinct atoms. */
export type M3gnetGraph = WholeGraph | DistinctGraph;

/**
 * A crystal as a potential sees it: all of its atoms, as forces tell them apart; bonds as parallel
 * arrays, in one list for all that the network does.
 */
export interface WholeGraph {
  /** One an atom. */
  readonly atomicNumber: Int32Array;
  /** The atom at which each bond begins; rising. */
  readonly source: Int32Array;
  /** The atom of which it ends at an image. */
  readonly target: Int32Array;
  /** Three components a bond, Å. */
  readonly vectors: Float64Array;
  /** Å³ */
  readonly volume: number;
}

export const isWhole = (graph: M3gnetGraph): graph is WholeGraph => 'vectors' in graph;
export const isDistinct = (graph: M3gnetGraph): graph is DistinctGraph => 'copies' in graph;
