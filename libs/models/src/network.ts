import type { Structure } from '@nano-os/crystal';
import type { Feeds, Tensor } from '@nano-os/tensor';
import type { Architecture } from './cards/card';
import type { Norms } from './layers/norms';

/**
 * Where a network takes its weights from: constants when it serves, inputs when it is trained.
 * @throws {ModelError} missing-weight, bad-weight-shape
 */
export type WeightSource = (name: string, shape: readonly number[]) => Tensor;

/** What a graph answers, by output name: flat values in row-major order with their sizes. */
export type RawOutputs = Readonly<
  Record<
    string,
    { readonly data: Float32Array | Float64Array | Int32Array; readonly dims: readonly number[] }
  >
>;

/** What a potential says of crystals, as tensors that losses can be made of; in double precision. */
export interface PotentialTensors {
  /** [crystals], of an atom of it, eV */
  readonly energy: Tensor;
  /** [atoms, 3], eV/Å */
  readonly forces: Tensor;
  /** [crystals, 9] by rows, GPa; positive where the crystal pulls its cell together */
  readonly stresses: Tensor;
}

/** The values of one crystal by output name: a scalar, or a flat array (forces, 3 an atom). */
export type CrystalOutputs = Readonly<Record<string, number | Float64Array>>;

/**
 * One architecture. The same `build` serves inference (weights as constants), forces (its gradient
 * by bond vectors) and training (its gradient by weights).
 */
export interface Network<Config, Graph> {
  readonly architecture: Architecture;

  /**
   * Checks the configuration of a card.
   * @throws {ModelError} bad-config
   */
  parseConfig(value: unknown): Config;

  /** Configurations of one key make the same graph of a crystal, so that models may share it. */
  graphKey(config: Config): string;

  /**
   * The graph of one crystal, in typed arrays.
   * @throws {CannotPredict} with what the network cannot know of this crystal
   */
  featurise(structure: Structure, config: Config): Graph;

  /** What a graph costs, by which batches are cut: up to 100,000 together run best. */
  costOf(graph: Graph): number;

  /** The feeds of one disjoint graph of many crystals. */
  collate(graphs: readonly Graph[], config: Config): Feeds;

  /**
   * The outputs by name, of the inputs that `collate` feeds.
   * @param norms batch norms, where the network has any; with the statistics among its weights when
   *   left out
   */
  build(config: Config, weights: WeightSource, norms?: Norms): Record<string, Tensor>;

  /** What the outputs of `build` say where the configuration is that of a potential. */
  potential?(
    outputs: Readonly<Record<string, Tensor>>,
    config: Config,
  ): PotentialTensors | undefined;

  /** Takes the outputs of a batch apart again, one entry a graph, in their order. */
  decode(outputs: RawOutputs, graphs: readonly Graph[], config: Config): CrystalOutputs[];
}
