import {
  ModelStore,
  parseConfiguration,
  runTraining,
  type StoredModel,
  type TrainingConfiguration,
} from '@nano-os/models';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsWithout, type Row } from './chemistries';

const NAME = 'CGCNN-without-chemistries';
const ROWS = 'rows.jsonl';
const EPOCHS = 13;

/** As the network that ships, in one cycle, without the crystals of the chemistries. */
export function baseConfiguration(root: string): TrainingConfiguration {
  const file = 'training/CGCNN-NanoOS-Eform.json';
  const shipped = parseConfiguration(JSON.parse(readFileSync(join(root, file), 'utf8')), file);
  return {
    ...shipped,
    name: NAME,
    description: 'Trained without fluorides, tellurides and crystals with neodymium.',
    origin: 'own',
    data: { ...shipped.data, files: [ROWS] },
    schedule: { kind: 'one-cycle', peak: 0.004, warmUp: 0.2 },
    epochs: EPOCHS,
  };
}

/** The base, trained in `folder` unless it is there; goes on where it was interrupted. */
export async function baseModel(
  folder: string,
  root: string,
  rows: readonly Row[],
): Promise<StoredModel> {
  if (existsSync(join(folder, NAME))) return new ModelStore(folder).open(NAME);
  mkdirSync(folder, { recursive: true });
  const lines = rowsWithout(rows).map((row) => `${JSON.stringify(row)}\n`);
  writeFileSync(join(folder, ROWS), lines.join(''));
  const { model } = await runTraining({
    configuration: baseConfiguration(root),
    source: 'bench/fine-tuning',
    data: folder,
    out: folder,
    onEvent: (event) => {
      if (event.kind !== 'epoch') return;
      const { record, epochs, secondsLeft } = event;
      const errors = record.errors.map(({ set, mae }) => `${set} ${mae.toFixed(4)}`).join(', ');
      console.error(
        `epoch ${record.epoch} of ${epochs}: ${errors}; ${secondsLeft.toFixed(0)} s left`,
      );
    },
  });
  return model;
}
