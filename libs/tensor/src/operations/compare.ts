import type { Kind } from '../graph/tensor';
import { binary, type BinaryRules } from './binary';

const KINDS: readonly Kind[] = ['float', 'double', 'int'];

function comparison(name: string, onnx: string, holds: (a: number, b: number) => boolean) {
  const evaluate: BinaryRules['evaluate'] = (a, b) => Number(holds(a, b));
  return binary({ name, onnx, evaluate, kinds: KINDS, result: 'bool' });
}

/** a < b, of kind bool, as the others here. */
export const less = comparison('less', 'Less', (a, b) => a < b);
export const greater = comparison('greater', 'Greater', (a, b) => a > b);
export const greaterOrEqual = comparison('greaterOrEqual', 'GreaterOrEqual', (a, b) => a >= b);
export const equal = comparison('equal', 'Equal', (a, b) => a === b);
