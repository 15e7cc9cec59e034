import type { Feed, Feeds } from '@nano-os/tensor';
import type { Network } from '../network';
import { numbersOf, type Learnt } from './rows/learnt';
import { names } from './training-graph';

/** A crystal that is trained on. */
export interface Sample {
  readonly graph: unknown;
  /** Normalised target values, NaN where unknown. */
  readonly targets: ArrayLike<Learnt>;
}

/** How much a batch holds: so many crystals, or as many as cost what so many do on average. */
export type BatchSize = number | { readonly cost: number };

/**
 * Cuts an order of samples into batches; the last may be smaller. Batches by cost have two samples at
 * least, however much these cost, so that batch norms have something to compare.
 * @param costOf of a sample by its number
 */
export function cutBatches(
  order: Int32Array,
  size: BatchSize,
  costOf: (sample: number) => number = () => 1,
): Int32Array[] {
  if (typeof size === 'number') {
    return Array.from({ length: Math.ceil(order.length / size) }, (_, index) =>
      order.subarray(index * size, (index + 1) * size),
    );
  }
  const costs = Array.from(order, costOf);
  const most = (size.cost / order.length) * costs.reduce((sum, cost) => sum + cost, 0);
  const batches: Int32Array[] = [];
  let [begin, total] = [0, 0];
  costs.forEach((cost, place) => {
    if (place - begin >= 2 && total + cost > most) {
      batches.push(order.subarray(begin, place));
      [begin, total] = [place, 0];
    }
    total += cost;
  });
  return begin < order.length ? [...batches, order.subarray(begin)] : batches;
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
    const targets = samples.map(({ targets: of }) => of[index] ?? NaN);
    const [first = NaN] = targets;
    const values = Float32Array.from(targets.flatMap((target) => [...numbersOf(target)]));
    const known = values.map((value) => (Number.isNaN(value) ? 0 : 1));
    const dims =
      typeof first === 'number' ? [values.length] : [values.length / first.width, first.width];
    feeds[names.target(index)] = {
      data: values.map((value) => (Number.isNaN(value) ? 0 : value)),
      dims,
    };
    feeds[names.known(index)] = { data: known, dims };
  }
  return feeds;
}
