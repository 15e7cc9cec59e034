import type { ModelCard } from '../cards/card';
import type { CrystalOutputs } from '../network';
import type { Refusal } from './answer';
import { refusalOf } from './attempt';
import { cutByCost } from './cut';
import type { Run } from './messages';
import type { OpenModel } from './open-model';

/** What one graph may cost: more at once outgrows the processor's caches and takes memory. */
const MOST_COST = 100_000;

/** What came up on the way, for the metrics and the log. */
export interface Journal {
  readonly runs: Run[];
  readonly faults: string[];
}

/**
 * Runs one model over many graphs, as few times as their size allows.
 * @returns for each graph its outputs, or why it has none
 */
export async function runGraphs(
  model: OpenModel,
  graphs: readonly unknown[],
  journal: Journal,
): Promise<(CrystalOutputs | Refusal)[]> {
  const { network } = model;
  const results: (CrystalOutputs | Refusal)[] = [];
  for (const piece of cutByCost(graphs, (graph) => network.costOf(graph), MOST_COST)) {
    results.push(...(await runTogether(model, piece, journal)));
  }
  return results;
}

/** Where many fail together, halves are tried until the culprit is alone. */
async function runTogether(
  model: OpenModel,
  graphs: readonly unknown[],
  journal: Journal,
): Promise<(CrystalOutputs | Refusal)[]> {
  const { card, network, config, session } = model;
  const start = performance.now();
  try {
    const outputs = await session.run(network.collate(graphs, config));
    const decoded = network.decode(outputs, graphs, config);
    if (decoded.length !== graphs.length) {
      throw new Error(`${card.name} answered ${decoded.length} of ${graphs.length} graphs`);
    }
    const seconds = (performance.now() - start) / 1000;
    journal.runs.push({ model: labelOf(card), crystals: graphs.length, seconds });
    return decoded;
  } catch (error) {
    if (graphs.length === 1) return [refusalOf(error, journal.faults)];
    const half = graphs.length >> 1;
    return [
      ...(await runTogether(model, graphs.slice(0, half), journal)),
      ...(await runTogether(model, graphs.slice(half), journal)),
    ];
  }
}

/** What measures call a model: names that users chose are many, and theirs alone to know. */
const labelOf = ({ name, fineTuning }: ModelCard): string => (fineTuning ? 'tuned' : name);
