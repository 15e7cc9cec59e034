import { elementBySymbol } from '@nano-os/crystal';
import type { StoredTensor } from '../safetensors';

const GROUPS = 18;
const PERIODS = 7;
/** Electronegativity, covalent radius and atomic number come last. */
const NUMBERS = 3;

/**
 * Features of elements from the periodic table alone: which element it is, its group and period, and
 * its electronegativity, covalent radius and number, scaled to about 1. What two elements of a group
 * have in common helps where one of them is rare among the crystals that are trained on.
 * @returns [elements, features]
 */
export function elementFeatures(elements: readonly string[]): StoredTensor {
  const width = elements.length + GROUPS + PERIODS + NUMBERS;
  const data = new Float32Array(elements.length * width);
  elements.forEach((symbol, index) => {
    const element = elementBySymbol(symbol);
    if (!element) throw new Error(`${symbol} is no element`);
    const row = data.subarray(index * width, (index + 1) * width);
    row[index] = 1;
    row[elements.length + element.group - 1] = 1;
    row[elements.length + GROUPS + element.period - 1] = 1;
    const last = elements.length + GROUPS + PERIODS;
    row[last] = (element.electronegativity ?? 0) / 4;
    row[last + 1] = (element.covalentRadius ?? 0) / 2;
    row[last + 2] = element.number / 100;
  });
  return { dtype: 'F32', shape: [elements.length, width], data };
}
