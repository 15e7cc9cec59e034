import type { Structure } from '@nano-os/crystal';
import { confidencesOf } from '../confidence/confidences-of';
import type { CrystalOutputs } from '../network';
import { refusal, type ModelAnswer, type Refusal } from './answer';
import { attempt, isRefusal } from './attempt';
import { denormalise, isFiniteValue } from './denormalise';
import type { OpenModel } from './open-model';
import { runGraphs, type Journal } from './run-graphs';

export interface Evaluation extends Journal {
  /** By crystal, then by model. */
  readonly answers: readonly (readonly ModelAnswer[])[];
}

/** A crystal with the graphs that the networks see of it, by graph key. */
interface Sample {
  readonly structure: Structure | Refusal;
  readonly graphs: ReadonlyMap<string, { readonly graph: unknown } | Refusal>;
}

/**
 * Asks every model about every crystal. A crystal that cannot be predicted has a refusal and
 * leaves the others alone; so has one that our own code fails on.
 * @param at is told which crystal is being looked at, −1 while many are at once
 * @throws {ModelError} when it is a model that fails
 */
export async function evaluate(
  models: readonly OpenModel[],
  crystals: readonly (() => Structure)[],
  at: (index: number) => void,
): Promise<Evaluation> {
  const journal: Journal = { runs: [], faults: [] };
  const samples = crystals.map((make, index) => {
    at(index);
    return sampleOf(make, models, journal.faults);
  });
  at(-1);
  const byModel: ModelAnswer[][] = [];
  for (const model of models) byModel.push(await answersOf(model, samples, journal));
  const answers = samples.map((_, i) => byModel.map((ofModel) => ofModel[i] ?? missing()));
  return { ...journal, answers };
}

function sampleOf(make: () => Structure, models: readonly OpenModel[], faults: string[]): Sample {
  const structure = attempt(make, faults);
  const graphs = new Map<string, { graph: unknown } | Refusal>();
  if (isRefusal(structure)) return { structure, graphs };
  for (const model of models) {
    const { graphKey, network, config } = model;
    // Whoever lacks an element says so below; no need to look for neighbours.
    if (graphs.has(graphKey) || unknownElement(model, structure)) continue;
    const made = attempt(() => ({ graph: network.featurise(structure, config) }), faults);
    graphs.set(graphKey, made);
  }
  return { structure, graphs };
}

function unknownElement({ card, elements }: OpenModel, { species }: Structure): Refusal | null {
  const unknown = [...new Set(species)].filter((symbol) => !elements.has(symbol)).sort();
  if (unknown.length === 0) return null;
  return refusal('unknown-element', `${card.name} does not know ${unknown.join(', ')}.`);
}

async function answersOf(
  model: OpenModel,
  samples: readonly Sample[],
  journal: Journal,
): Promise<ModelAnswer[]> {
  const graphs: unknown[] = [];
  const pending = samples.map(({ structure, graphs: known }) => {
    if (isRefusal(structure)) return structure;
    const made = unknownElement(model, structure) ?? known.get(model.graphKey) ?? missing();
    if (isRefusal(made)) return made;
    graphs.push(made.graph);
    return structure;
  });
  const outputs = await runGraphs(model, graphs, journal);
  let next = 0;
  return pending.map((each) => {
    if (isRefusal(each)) return each;
    const ofGraph = outputs[next++] ?? missing();
    return isRefusal(ofGraph) ? ofGraph : answerOf(model, each, ofGraph);
  });
}

function answerOf({ card }: OpenModel, structure: Structure, outputs: CrystalOutputs): ModelAnswer {
  const values: Record<string, number | Float64Array> = {};
  for (const property of card.properties) {
    const value = denormalise(outputs, property);
    if (!isFiniteValue(value)) {
      const reason = `${card.name} gave no finite ${property.name} for this structure.`;
      return refusal('not-finite', reason);
    }
    values[property.name] = value;
  }
  return { ok: true, values, confidence: confidencesOf(card, structure, values) };
}

function missing(): never {
  throw new Error('A crystal was lost on the way');
}
