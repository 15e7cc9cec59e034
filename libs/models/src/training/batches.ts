import type { Feed, Feeds } from '@nano-os/tensor';
import type { Network } from '../network';
import { names } from './training-graph';

/** A crystal that is trained on. */
export interface Sample {
  readonly graph: unknown;
  /** Normalised target values, NaN where unknown. */
  readonly targets: Float64Array;
}

/** Cuts an order of samples into batches of so many crystals; the last may be smaller. */
export function cutBatches(order: Int32Array, size: number): Int32Array[] {
  return Array.from({ length: Math.ceil(order.length / size) }, (_, index) =>
    order.subarray(index * size, (index + 1) * size),
  );
}

/** The feeds of a batch: those of the network, and the targets with a mark where they are known. */
export function batchFeeds(
  network: Network<unknown, unknown>,
  config: unknown,
  samples: readonly Sample[],
): Feeds {
  const graphs = samples.map(({ graph }) => graph);
  return { ...network.collate(graphs, config), ...targetFeeds(samples) };
}

function targetFeeds(samples: readonly Sample[]): Record<string, Feed> {
  const count = samples[0]?.targets.length ?? 0;
  const feeds: Record<string, Feed> = {};
  for (let index = 0; index < count; index++) {
    const values = Float32Array.from(samples, ({ targets }) => targets[index] ?? NaN);
    const known = values.map((value) => (Number.isNaN(value) ? 0 : 1));
    const dims = [samples.length];
    feeds[names.target(index)] = {
      data: values.map((value) => (Number.isNaN(value) ? 0 : value)),
      dims,
    };
    feeds[names.known(index)] = { data: known, dims };
  }
  return feeds;
}
