import {
  parseConfiguration,
  runTraining,
  type StoredModel,
  type TrainingConfiguration,
} from '@nano-os/models';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './chemistries';

const ROWS = 'rows.jsonl';

/** The same network trained on a few crystals alone, the best epoch taken on a fifth of them. */
export async function fromNothing(
  base: TrainingConfiguration,
  rows: readonly Row[],
): Promise<StoredModel> {
  const folder = mkdtempSync(join(tmpdir(), 'nano-os-bench-fine-tuning-'));
  try {
    writeFileSync(join(folder, ROWS), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const configuration = parseConfiguration(
      {
        ...base,
        name: 'from-nothing',
        data: { ...base.data, files: [ROWS] },
        validation: { share: 0.2, seed: 'validation', by: 'formula' },
        schedule: { kind: 'one-cycle', peak: 0.004, warmUp: 0.2 },
        epochs: 150,
        batch: 16,
      },
      'bench/fine-tuning',
    );
    const { model } = await runTraining({
      configuration,
      source: 'bench/fine-tuning',
      data: folder,
      out: folder,
      onEvent: () => undefined,
    });
    return model;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
