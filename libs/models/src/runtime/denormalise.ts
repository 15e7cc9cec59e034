import type { CardProperty } from '../cards/card';
import type { CrystalOutputs } from '../network';

const TRANSFORMS: Readonly<Record<CardProperty['transform'], (x: number) => number>> = {
  identity: (x) => x,
  exp: Math.exp,
  exp10: (x) => 10 ** x,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

/** From the network's output to the property in the card's unit: `transform(scale · output + shift)`. */
export function denormalise(
  outputs: CrystalOutputs,
  { output, transform, scale, shift }: CardProperty,
): number | Float64Array {
  const raw = outputs[output];
  if (raw === undefined) throw new Error(`The network has no output ${output}`);
  const served = (x: number): number => TRANSFORMS[transform](scale * x + shift);
  return typeof raw === 'number' ? served(raw) : raw.map(served);
}

export const isFiniteValue = (value: number | Float64Array): boolean =>
  typeof value === 'number' ? Number.isFinite(value) : value.every(Number.isFinite);
