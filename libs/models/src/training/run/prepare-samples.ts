import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ModelError } from '../../errors';
import type { Sample } from '../batches';
import type { TrainingConfiguration } from '../configuration';
import { featuriseRows } from '../rows/featurise-rows';
import { isKnown, learntOf, mapLearnt, type Learnt } from '../rows/learnt';
import { readRows } from '../rows/read-rows';
import type { Row } from '../rows/row';
import { scalingOf, type Scaling } from '../rows/scaling';
import { isHeldOut } from '../rows/split';
import type { TrainingThread } from '../threads/training-thread';
import type { TrainingGraph } from '../training-graph';
import type { NetworkOfTraining } from './network-of-training';

/** A row with what the network is trained or asked with. */
export interface PreparedRow {
  readonly row: Row;
  readonly sample: Sample;
  /** What is learnt of it, by property. */
  readonly learnt: readonly Learnt[];
}

/** The crystals of a training. */
export interface Prepared {
  readonly training: readonly PreparedRow[];
  readonly validation: readonly PreparedRow[];
  /** One a property, of the training's crystals. */
  readonly scalings: readonly Scaling[];
  /** Rows that the network makes no graph of. */
  readonly refused: number;
}

/**
 * Rows of all files that have any of the properties.
 * @param folder that the files lie in
 */
export async function rowsOf(
  { data, properties }: Pick<TrainingConfiguration, 'data' | 'properties'>,
  folder: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of data.files) {
    for (const row of await readRows(join(folder, file))) {
      if (properties.some((property) => isKnown(learntOf(row, property)))) rows.push(row);
    }
  }
  if (rows.length === 0) throw new ModelError('bad-data', 'No crystal has what is to be learnt.');
  return rows;
}

/** Splits rows, makes their graphs and scales what is learnt of them. */
export async function prepareSamples(
  rows: readonly Row[],
  configuration: TrainingConfiguration,
  { network, raw, references }: NetworkOfTraining,
  threads: readonly TrainingThread[],
): Promise<Prepared> {
  const { properties, validation } = configuration;
  const { share, seed, by } = validation;
  const isValidation = rows.map((row) => isHeldOut(row, share, seed, by));
  const scalings = properties.map((property) =>
    scalingOf(
      rows.filter((_, index) => !isValidation[index]),
      property,
      references,
    ),
  );
  const { graphs } = await featuriseRows(rows, network.architecture, raw, threads);
  const prepared = rows.map((row, index): PreparedRow | null => {
    const graph = graphs[index];
    if (graph === null) return null;
    const learnt = properties.map((property) => learntOf(row, property));
    const targets = learnt.map((each, i) => {
      const { shift, scale } = scalings[i] ?? { shift: 0, scale: 1 };
      return mapLearnt(each, (value) => (value - shift) / scale);
    });
    return { row, learnt, sample: { graph, targets } };
  });
  const known = prepared.filter((each) => each !== null);
  const held = new Set(rows.filter((_, index) => isValidation[index]));
  return {
    training: known.filter(({ row }) => !held.has(row)),
    validation: known.filter(({ row }) => held.has(row)),
    scalings,
    refused: rows.length - known.length,
  };
}

/**
 * Tells trainings apart: what they were told, the crystals, and the order of the weights, which a
 * checkpoint holds one after another without their names.
 */
export function digestOfTraining(
  configuration: TrainingConfiguration,
  rows: readonly Row[],
  { trained, statistics }: Pick<TrainingGraph, 'trained' | 'statistics'>,
): string {
  const decisive = { ...configuration, description: '', licence: '', citation: '', origin: '' };
  const hash = createHash('sha256').update(JSON.stringify(decisive));
  for (const row of rows) hash.update(JSON.stringify(row));
  for (const { name, shape } of [...trained.list, ...statistics.list]) {
    hash.update(JSON.stringify([name, shape]));
  }
  return hash.digest('hex');
}
