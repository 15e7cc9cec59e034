import { isRecord } from '../cards/checks';
import { badCheckpoint } from '../checkpoints';
import { readJson } from '../conversion/files';
import type { Gaussians } from '../layers/gaussians';

/** How a Keras model wants graphs made, from the `.json` beside its weights. */
export interface KerasGraph {
  /** Å */
  readonly cutoff: number;
  readonly gaussians: Gaussians;
}

/**
 * Reads the description of a model's graphs. Its Gaussians are `exp(−(d − centre)² / width²)`.
 * @throws {ModelError} bad-checkpoint
 */
export function readKerasGraph(bytes: Uint8Array, name: string): KerasGraph {
  const description = record(readJson(bytes, name), name);
  const converter = record(description.graph_converter, 'graph_converter');
  const bonds = record(converter.bond_converter, 'bond_converter');
  const scaler = description.target_scaler;
  if (scaler !== undefined && record(scaler, 'target_scaler')['@class'] !== 'DummyScaler') {
    throw badCheckpoint(`${name} scales its target, which no published model does`);
  }
  const { cutoff } = converter;
  const { width } = bonds;
  if (typeof cutoff !== 'number' || typeof width !== 'number' || !(width > 0)) {
    throw badCheckpoint(`${name} has no cutoff or no width of its Gaussians`);
  }
  const centres = equalSteps(record(bonds.centers, 'centers').data, name);
  return { cutoff, gaussians: { ...centres, sharpness: 1 / width ** 2 } };
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw badCheckpoint(`${name} is missing or no object`);
}

function equalSteps(centres: unknown, name: string): Pick<Gaussians, 'first' | 'last' | 'count'> {
  const isList = Array.isArray(centres) && centres.length > 1 && centres.every(Number.isFinite);
  if (!isList) throw badCheckpoint(`${name} has no list of centres`);
  const found = centres.map(Number);
  const count = found.length;
  const [first = NaN, last = NaN] = [found[0], found.at(-1)];
  const step = (last - first) / (count - 1);
  if (found.some((centre, index) => Math.abs(centre - first - index * step) > 1e-9)) {
    throw badCheckpoint(`${name} has centres at unequal steps`);
  }
  return { first, last, count };
}
