import type { CardProperty, ModelCard } from '../cards/card';
import { errorOf, servedValue, toleranceOf } from '../confidence';
import { FineTuningRefused } from './pairs/refused';

/** One property of a base, and the way between its values and what the network answers. */
export interface TunedProperty {
  readonly card: CardProperty;
  /** Of errors: that of the property, or `log10` of it. */
  readonly errorUnit: string;
  /** What is learnt of a value: the value or its logarithm. */
  learnt(value: number): number;
  /** What the network should answer for a value. */
  normalised(value: number): number;
  /** The answer of which every one below is as right, where there is one: a metal's gap. */
  readonly floor: number | undefined;
  /** What is served for an answer. */
  served(answer: number): number;
  /** How far an answer is off, in {@link errorUnit}. */
  error(answer: number, value: number): number;
}

interface Transform {
  readonly learnt: (value: number) => number;
  readonly served: (learnt: number) => number;
}

const TRANSFORMS: Readonly<Record<CardProperty['transform'], Transform | null>> = {
  identity: { learnt: (x) => x, served: (x) => x },
  exp10: { learnt: Math.log10, served: (x) => 10 ** x },
  exp: { learnt: Math.log, served: Math.exp },
  // Yes or no is no value that a crystal has been calculated to have.
  sigmoid: null,
};

/**
 * The property of a base that is to be tuned.
 * @throws {FineTuningRefused} unlearnable-property when the base has none of the name, or one that is
 *   not one number a crystal that the network answers directly
 */
export function tunedProperty(base: ModelCard, name: string): TunedProperty {
  const card = base.properties.find((property) => property.name === name);
  const learnable = base.properties.filter((property) => isLearnable(base, property));
  const transform = card && TRANSFORMS[card.transform];
  if (!card || !transform || !learnable.includes(card)) {
    const names = learnable.map((property) => property.name);
    const advice =
      names.length > 0
        ? `Choose ${names.join(' or ')}, or another base.`
        : 'Choose another base: this one has no property that can be tuned.';
    throw new FineTuningRefused(
      'unlearnable-property',
      `${base.name} cannot learn ${name}. ${advice}`,
    );
  }
  const { scale, shift, unit } = card;
  const served = (answer: number): number =>
    servedValue(name, transform.served(scale * answer + shift));
  const least = servedValue(name, -Infinity);
  const normalised = (value: number): number => (transform.learnt(value) - shift) / scale;
  return {
    card,
    errorUnit: toleranceOf(name)?.isLogarithmic ? `log10 ${unit}` : unit,
    learnt: transform.learnt,
    normalised,
    floor: least === -Infinity ? undefined : normalised(least),
    served,
    error: (answer, value) => errorOf(name, served(answer), value),
  };
}

/** Potentials answer for atoms and not for crystals, and classifiers with a probability. */
function isLearnable({ architecture, config }: ModelCard, { transform }: CardProperty): boolean {
  const isPotential = architecture === 'm3gnet' && config.readout === 'energy';
  const isClassifier = TRANSFORMS[transform] === null || config.link === 'logit';
  return !isPotential && !isClassifier;
}
