import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestApp } from './support/app';
import { jobEnd } from './support/calculations';
import { withClient } from './support/database';
import { BASE, CONTENT, QUICK, tune } from './support/fine-tunes';
import { until } from './support/ml';
import { ModelsFolder } from './support/networks';
import { startWorker } from './support/served';

// Workers are processes that load the program first, and one that is killed is missed after seconds.
jest.setTimeout(300_000);

interface Row {
  state: string;
  attempt: number;
  /** Trainings that the checkpoint holds; null without one. */
  done: number | null;
}

it('a fine-tune goes on from its checkpoint when its worker is killed', async () => {
  const folder = new ModelsFolder();
  const directory = mkdtempSync(join(tmpdir(), 'nano-os-tuning-'));
  await folder.install(BASE);
  const shared = { NANO_OS_MODELS_DIR: folder.path, INFERENCE_THREADS: '1' };
  const app = await createTestApp({ env: shared });
  const user = await app.user();
  const hire = () =>
    startWorker({
      ...shared,
      DATABASE_URL: app.databaseUrl,
      NANO_OS_DATA_DIR: directory,
      NANO_OS_SHIPPED_MODELS: 'none',
      JOB_CONCURRENCY: '1',
    });
  const { body } = await tune(app, user, 'resumed', {
    content: CONTENT,
    epochs: 60,
    patience: 60,
    candidates: [QUICK, { layers: 'all', rate: 1e-3 }],
  });
  const row = () =>
    withClient(app.databaseUrl, async (client): Promise<Row> => {
      const { rows } = await client.query<Row>(
        `SELECT state, attempt, json_array_length(checkpoint->'done') AS done FROM jobs WHERE id = $1`,
        [body.id],
      );
      return rows[0]!;
    });

  const first = await hire();
  await until(async () => ((await row()).done ?? 0) >= 4);
  await first.end('SIGKILL');
  const left = await row();
  expect(left).toMatchObject({ attempt: 1, state: 'running' });

  const second = await hire();
  const seen: Row[] = [];
  await until(async () => {
    seen.push(await row());
    return seen.at(-1)!.state !== 'running';
  });
  // What was done is not done again.
  const done = seen.flatMap((each) => each.done ?? []);
  expect(Math.min(...done)).toBe(left.done);
  expect(Math.max(...done)).toBeGreaterThan(left.done!);
  const job = await jobEnd(app, user, body.id);
  expect(job).toMatchObject({ state: 'completed', result: { model_name: 'resumed' } });
  expect((await row()).attempt).toBe(2);
  await second.end('SIGTERM');
  await app.close();
  folder.discard();
  rmSync(directory, { recursive: true, force: true });
});
