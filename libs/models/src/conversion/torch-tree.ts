import { badCheckpoint, type TorchValue } from '../checkpoints';
import type { StoredTensor } from '../safetensors';

const MOST_LAYERS = 16;
/** More features than a layer of any published network has. */
const LARGEST = 4096;

/** @throws {ModelError} bad-checkpoint when it is no dictionary */
export function dictionary(value: TorchValue | undefined, name: string): Map<unknown, TorchValue> {
  if (value instanceof Map) return value;
  throw badCheckpoint(`${name} is missing or no dictionary`);
}

/** @throws {ModelError} bad-checkpoint when it is no finite number */
export function numberIn(values: Map<unknown, TorchValue>, name: string): number {
  const value = values.get(name);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw badCheckpoint(`${name} is missing or no number`);
}

/** The tensors of a dictionary of weights; what else it holds is left out. */
export function tensorsIn(weights: Map<unknown, TorchValue>): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, value] of weights) {
    const isTensor =
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor';
    if (typeof name === 'string' && isTensor) tensors.set(name, value);
  }
  return tensors;
}

/** @throws {ModelError} bad-checkpoint when it is no whole number from 1 to `most` */
export function sizeIn(values: Map<unknown, TorchValue>, name: string, most = LARGEST): number {
  const value = values.get(name);
  if (isSize(value, most)) return value;
  throw badCheckpoint(`${name} is missing or no whole number from 1 to ${most}`);
}

/** @throws {ModelError} bad-checkpoint when it is no list of whole numbers above 0 */
export function sizesIn(values: Map<unknown, TorchValue>, name: string): number[] {
  const value = values.get(name);
  const isList = Array.isArray(value) && value.length > 0 && value.length <= MOST_LAYERS;
  if (isList && value.every((size) => isSize(size, LARGEST))) return value.map(Number);
  throw badCheckpoint(`${name} is missing or no list of sizes`);
}

function isSize(value: TorchValue | undefined, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most;
}
