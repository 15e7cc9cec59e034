import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasRedis, startRedis } from '../libs/jobs/test-support/redis-server';
import type { Actor, TestApp } from './support/app';
import {
  createCalculatingApp,
  jobEnd,
  JOBS,
  jobWhen,
  POTENTIAL,
  submit,
  submitLong,
  type JobBody,
} from './support/calculations';
import { SILICON_CIF } from './support/crystals';
import { withClient } from './support/database';
import { call, until, upload } from './support/ml';
import { ModelsFolder } from './support/networks';
import { startWorker, type Running } from './support/served';

// Workers are processes that compile and load the program first.
jest.setTimeout(300_000);

interface Store {
  /** Of a Redis server; without one PostgreSQL keeps the jobs. */
  url?: string;
  stop(): Promise<void>;
}

const inPostgres = (): Promise<Store> => Promise.resolve({ stop: () => Promise.resolve() });

describe('workers beside an API that does no work itself', () => {
  describe('with jobs in PostgreSQL', () => {
    describeWorkers(inPostgres);
  });
  (hasRedis ? describe : describe.skip)('with jobs in Redis, where redis-server is', () => {
    describeWorkers(startRedis);
  });

  it('say so and end when they would do nothing', async () => {
    await expect(startWorker({ JOB_CONCURRENCY: '0', DATABASE_URL: '' })).rejects.toThrow(
      /JOB_CONCURRENCY is 0/,
    );
  });
});

function describeWorkers(start: () => Promise<Store>): void {
  const folder = new ModelsFolder();
  let store: Store;
  let directory: string;
  let app: TestApp;
  let user: Actor;
  const running = new Set<Running>();

  beforeAll(async () => {
    store = await start();
    directory = mkdtempSync(join(tmpdir(), 'nano-os-workers-'));
    app = await createCalculatingApp(folder, {
      env: { JOB_CONCURRENCY: '0', REDIS_URL: store.url ?? '' },
    });
    user = await app.user();
  });
  afterEach(async () => {
    await Promise.all([...running].map((worker) => end(worker, 'SIGTERM')));
  });
  afterAll(async () => {
    await app.close();
    await store.stop();
    folder.discard();
    rmSync(directory, { recursive: true, force: true });
  });

  const hire = async (): Promise<Running> => {
    const worker = await startWorker({
      DATABASE_URL: app.databaseUrl,
      REDIS_URL: store.url ?? '',
      NANO_OS_DATA_DIR: directory,
      NANO_OS_MODELS_DIR: folder.path,
      NANO_OS_SHIPPED_MODELS: 'none',
      NANO_OS_POTENTIAL: POTENTIAL.card.name,
      INFERENCE_THREADS: '1',
      JOB_CONCURRENCY: '1',
    });
    running.add(worker);
    return worker;
  };
  const end = (worker: Running, signal: NodeJS.Signals): ReturnType<Running['end']> => {
    running.delete(worker);
    return worker.end(signal);
  };
  const rowOf = (id: string): Promise<{ attempt: number; checkpoint: unknown }> =>
    withClient(app.databaseUrl, async (client) => {
      const { rows } = await client.query<{ attempt: number; checkpoint: unknown }>(
        'SELECT attempt, checkpoint FROM jobs WHERE id = $1',
        [id],
      );
      return rows[0]!;
    });
  /** When the job has strained some of its cells, and has written them down. */
  const underWay = async (id: string): Promise<void> => {
    await jobWhen(app, user, id, ({ progress }) => (progress?.step ?? 0) >= 3);
    await until(async () => (await rowOf(id)).checkpoint !== null);
  };

  it('take jobs up that others left, by a kill, a stop, or before they began', async () => {
    // Nobody is there yet.
    const whole = await submitLong(app, user);
    const first = await hire();
    const expected = await jobEnd(app, user, whole.id);
    expect(expected.state).toBe('completed');
    expect((await rowOf(whole.id)).attempt).toBe(1);

    const { id } = await submitLong(app, user);
    await underWay(id);
    await end(first, 'SIGKILL');
    const left = await call<JobBody>(app, user, 'GET', `${JOBS}/${id}`);
    expect(left.body.state).toBe('running');
    expect((await rowOf(id)).checkpoint).not.toBeNull();

    const second = await hire();
    const { step } = left.body.progress!;
    await jobWhen(app, user, id, ({ progress }) => progress!.step > step);
    expect((await rowOf(id)).attempt).toBe(2);
    // What is in hand goes back to the queue.
    expect(await end(second, 'SIGTERM')).toEqual({ code: 0, signal: null });

    await hire();
    const job = await jobEnd(app, user, id);
    expect(job.state).toBe('completed');
    // To the last bit what one worker finds without interruption.
    expect(job.result).toEqual(expected.result);
    expect(await rowOf(id)).toEqual({ attempt: 3, checkpoint: null });
  });

  it('share jobs, each done once', async () => {
    await Promise.all([hire(), hire()]);
    const structure_id = await upload(app, user, SILICON_CIF);
    const ids: string[] = [];
    for (let i = 0; i < 10; i++) {
      ids.push((await submit(app, user, 'relaxations', { structure_id })).body.id);
    }
    for (const id of ids) {
      expect((await jobEnd(app, user, id)).state).toBe('completed');
      expect((await rowOf(id)).attempt).toBe(1);
    }
  });
}
