import { elementBySymbol } from '@nano-os/crystal';
import type { HeldOutErrors } from '../cards/card';
import type { FineTuning } from '../cards/fine-tuning';
import { chemistryOf, measureErrors, trainingDomain } from '../confidence';
import type { StoredTensor } from '../safetensors';
import { assembleModel, type StoredModel } from '../store/stored-model';
import type { Judgement } from './judgement';
import type { FineTuningOptions } from './options';
import type { CheckedPairs } from './pairs/check-pairs';

/** What a tuned model is made of. */
export interface Tuned {
  readonly base: StoredModel;
  readonly checked: CheckedPairs;
  readonly options: FineTuningOptions;
  readonly judgement: Judgement;
  readonly record: FineTuning;
  /** Weights that take the place of the base's; none when those are kept. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** The card and the weights, of the tuned property alone: the others would be changed unseen. */
export function tunedModel({
  base,
  checked,
  options,
  judgement,
  record,
  tensors,
}: Tuned): StoredModel {
  const { card } = base;
  const { property, pairs, digest } = checked;
  const heldOut = heldOutErrors(checked, judgement, record);
  const what = options.data ?? 'crystals of the user';
  return assembleModel(
    {
      name: options.name,
      version: '1.0.0',
      family: card.family,
      architecture: card.architecture,
      description: options.description ?? `${card.name}, tuned on ${pairs.length} crystals.`,
      config: card.config,
      properties: [property.card],
      elements: elementsOf([
        ...card.elements,
        ...pairs.flatMap(({ structure }) => structure.species),
      ]),
      training: {
        set: cut(`${card.training.set}; then ${pairs.length} crystals: ${what}`),
        functional: card.training.functional,
        crystals: card.training.crystals,
      },
      heldOut: { [property.card.name]: heldOut },
      fineTuning: record,
      licence: options.licence ?? card.licence,
      source: `${card.name} ${card.version} (${base.digest}), tuned on data ${digest}`,
      citation: options.citation ?? card.citation,
      origin: 'own',
    },
    new Map([...base.tensors, ...tensors]),
  );
}

/** The errors of what is served: of the tuned models, or of the base where that is kept. */
function heldOutErrors(
  { property, pairs }: CheckedPairs,
  { judged, base, tuned, outcome }: Judgement,
  { split, unit }: FineTuning,
): HeldOutErrors {
  const answers = outcome === 'improved' ? tuned : base;
  const samples = judged.flatMap((index, i) => {
    const known = pairs[index];
    const answer = answers[i];
    if (!known || answer === undefined) return [];
    return {
      chemistry: chemistryOf(known.structure.species),
      served: property.served(answer),
      error: property.error(answer, known.pair.value),
      weight: 1,
    };
  });
  const by = split.by === 'formula' ? 'reduced formula' : 'crystal';
  const set = `The crystals that it was tuned on, each by a model that had not seen it; ${split.heldOut} of ${split.folds} parts by ${by}`;
  const { groups = [], ...errors } = measureErrors(samples, { set, unit });
  const domain = trainingDomain(pairs.map(({ structure }) => structure));
  return { ...errors, ...(groups.length > 0 ? { groups } : {}), domain };
}

function elementsOf(symbols: readonly string[]): string[] {
  const numberOf = (symbol: string): number => elementBySymbol(symbol)?.number ?? 0;
  return [...new Set(symbols)].sort((a, b) => numberOf(a) - numberOf(b));
}

/** Characters that a card takes in one text. */
const MOST_TEXT = 2000;

const cut = (text: string): string =>
  text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
