import type { Architecture } from '../../cards/card';
import type { TrainingThread } from '../threads/training-thread';
import { crystalOf } from './crystal-of';
import type { Row } from './row';

/** The graph of each row, or why there is none. */
export interface FeaturisedRows {
  readonly graphs: readonly unknown[];
  /** null where there is a graph. */
  readonly refused: readonly (string | null)[];
}

/** Rows that a thread is given at once. */
const PART = 250;

/**
 * The graphs that a network makes of rows, in their order, by all threads together.
 * @param config as the network's `parseConfig` takes it
 */
export async function featuriseRows(
  rows: readonly Row[],
  architecture: Architecture,
  config: unknown,
  threads: readonly TrainingThread[],
): Promise<FeaturisedRows> {
  const graphs = new Array<unknown>(rows.length).fill(null);
  const refused = new Array<string | null>(rows.length).fill(null);
  let next = 0;
  const work = async (thread: TrainingThread): Promise<void> => {
    while (next < rows.length) {
      const start = next;
      next += PART;
      const crystals = rows.slice(start, start + PART).map(crystalOf);
      const reply = await thread.ask(
        { kind: 'featurise', architecture, config, crystals },
        'graphs',
      );
      reply.graphs.forEach((graph, index) => {
        graphs[start + index] = graph;
        refused[start + index] = reply.refused[index] ?? null;
      });
    }
  };
  await Promise.all(threads.map(work));
  return { graphs, refused };
}
