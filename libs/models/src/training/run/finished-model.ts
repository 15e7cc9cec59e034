import type { CardProperty, HeldOutErrors } from '../../cards/card';
import { chemistryOf, errorOf, measureErrors, servedValue } from '../../confidence';
import { assembleModel, type StoredModel } from '../../store/stored-model';
import type { LearntProperty, TrainingConfiguration } from '../configuration';
import { isKnown, learntUnit, type Learnt } from '../rows/learnt';
import type { Scaling } from '../rows/scaling';
import type { TrainerState } from '../trainer';
import type { TrainingGraph } from '../training-graph';
import { domainOf } from './domain-of-training';
import { errorsOf } from './errors';
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
  readonly answers: readonly (readonly Learnt[])[];
}

/** The card and the weights of a training, with its errors on the crystals held out. */
export function finishedModel(trained: Trained): StoredModel {
  const { configuration, source, network, graph, prepared, best, answers } = trained;
  const { name, version, family, architecture, description, properties, data } = configuration;
  const { licence, citation, origin, validation } = configuration;
  const domain = domainOf(prepared);
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
  { name, output, unit, transform, kind }: LearntProperty,
  scaling: Scaling = { scale: 1, shift: 0 },
): CardProperty {
  // A potential answers in units.
  const { scale, shift } = kind === undefined ? scaling : { scale: 1, shift: 0 };
  return { name, output, unit, transform, scale, shift };
}

/** Each set counts alike, however many of its crystals are held out. */
function heldOutErrors(
  property: LearntProperty,
  rows: readonly PreparedRow[],
  answers: readonly Learnt[] = [],
  index: number,
  set: string,
): HeldOutErrors {
  const { name, transform, kind } = property;
  const served = (learnt: number): number => (transform === 'exp10' ? 10 ** learnt : learnt);
  const known = rows
    .map((prepared, position) => ({ ...prepared, answer: answers[position] ?? NaN }))
    .filter(({ learnt }) => isKnown(learnt[index] ?? NaN));
  const sizes = new Map<string, number>();
  for (const { row } of known) sizes.set(row.source, (sizes.get(row.source) ?? 0) + 1);
  const samples = known.map(({ row, learnt, answer }) => {
    const actual = learnt[index] ?? NaN;
    const isValue = typeof answer === 'number' && typeof actual === 'number';
    const value = isValue ? servedValue(name, served(answer)) : 0;
    return {
      chemistry: chemistryOf(row.species),
      served: value,
      error: isValue ? errorOf(name, value, served(actual)) : meanOf(errorsOf(answer, actual)),
      weight: 1 / (sizes.get(row.source) ?? 1),
    };
  });
  const unit = learntUnit(property);
  const { groups = [], ...errors } = measureErrors(samples, { set, unit });
  // What a potential serves is not what these errors are of, but of a whole cell, or components.
  return groups.length > 0 && kind === undefined ? { ...errors, groups } : errors;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
