import { structureOf } from '../../calculators/plain-crystal';
import type { CardProperty, HeldOutErrors } from '../../cards/card';
import { chemistryOf, errorOf, measureErrors, servedValue, trainingDomain } from '../../confidence';
import { assembleModel, type StoredModel } from '../../store/stored-model';
import type { LearntProperty, TrainingConfiguration } from '../configuration';
import { crystalOf } from '../rows/crystal-of';
import type { Scaling } from '../rows/scaling';
import type { TrainerState } from '../trainer';
import type { TrainingGraph } from '../training-graph';
import { elementsOf, type NetworkOfTraining } from './network-of-training';
import type { Prepared, PreparedRow } from './prepare-samples';

/** What a model is made of at the end of a training. */
export interface Trained {
  readonly configuration: TrainingConfiguration;
  /** Where the configuration lies, for the card. */
  readonly source: string;
  readonly network: NetworkOfTraining;
  readonly graph: TrainingGraph;
  readonly prepared: Prepared;
  readonly best: Pick<TrainerState, 'weights' | 'statistics'>;
  /** What those weights say of the validation's crystals, in what is learnt, by property. */
  readonly answers: readonly Float64Array[];
}

/** The card and the weights of a training, with its errors on the crystals held out. */
export function finishedModel(trained: Trained): StoredModel {
  const { configuration, source, network, graph, prepared, best, answers } = trained;
  const { name, version, family, architecture, description, properties, data } = configuration;
  const { licence, citation, origin, validation } = configuration;
  const domain = trainingDomain(prepared.training.map(({ row }) => structureOf(crystalOf(row))));
  const by = validation.by === 'formula' ? 'reduced formula' : 'row';
  const set = `${data.set}; a share of ${validation.share} held out by ${by} (${validation.seed})`;
  const heldOut = properties.map((property, index): [string, HeldOutErrors] => [
    property.name,
    { ...heldOutErrors(property, prepared.validation, answers[index], index, set), domain },
  ]);
  return assembleModel(
    {
      name,
      version,
      family,
      architecture,
      description,
      config: network.raw,
      properties: properties.map((property, index) =>
        cardProperty(property, prepared.scalings[index]),
      ),
      elements: elementsOf(prepared.training.map(({ row }) => row)),
      training: {
        set: data.set,
        functional: data.functional,
        crystals: prepared.training.length,
      },
      heldOut: Object.fromEntries(heldOut.filter(([, { n }]) => n > 0)),
      licence,
      source,
      citation,
      origin,
    },
    new Map([
      ...graph.trained.toTensors(best.weights),
      ...network.fixed,
      ...graph.statistics.toTensors(best.statistics),
    ]),
  );
}

function cardProperty(
  { name, output, unit, transform }: LearntProperty,
  { scale, shift }: Scaling = { scale: 1, shift: 0 },
): CardProperty {
  return { name, output, unit, transform, scale, shift };
}

/** Each set counts alike, however many of its crystals are held out. */
function heldOutErrors(
  { name, transform, unit }: LearntProperty,
  rows: readonly PreparedRow[],
  answers: Float64Array = new Float64Array(),
  index: number,
  set: string,
): HeldOutErrors {
  const served = (learnt: number): number => (transform === 'exp10' ? 10 ** learnt : learnt);
  const known = rows
    .map((prepared, position) => ({ ...prepared, answer: answers[position] ?? NaN }))
    .filter(({ learnt }) => !Number.isNaN(learnt[index] ?? NaN));
  const sizes = new Map<string, number>();
  for (const { row } of known) sizes.set(row.source, (sizes.get(row.source) ?? 0) + 1);
  const samples = known.map(({ row, learnt, answer }) => {
    const value = servedValue(name, served(answer));
    return {
      chemistry: chemistryOf(row.species),
      served: value,
      error: errorOf(name, value, served(learnt[index] ?? NaN)),
      weight: 1 / (sizes.get(row.source) ?? 1),
    };
  });
  const told = transform === 'exp10' ? `log10 ${unit}` : unit;
  const { groups = [], ...errors } = measureErrors(samples, { set, unit: told });
  return groups.length > 0 ? { ...errors, groups } : errors;
}
