import { setTimeout as delay } from 'node:timers/promises';
import { tinyPotential } from '../../libs/models/test-support/tiny-potential';
import { createTestApp, type Actor, type TestApp, type TestAppOptions } from './app';
import { call, upload, type Answer } from './ml';
import { ModelsFolder } from './networks';

export const JOBS = '/api/v1/ml/jobs';

/** A small potential of our own, by which silicon is at rest somewhat below its volume. */
export const POTENTIAL = tinyPotential(5);
/** Another, which a test may remove. */
export const SPARE = tinyPotential(5, 'M3GNet-spare');

export interface JobBody {
  id: string;
  kind: string;
  state: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled';
  structure_id: string;
  parameters: Record<string, unknown>;
  progress: { stage: string; step: number; of: number; figures: Record<string, number> } | null;
  result: Record<string, unknown> | null;
  problem: { code: string; message: string } | null;
  cancel_requested: boolean;
  stored_structure_id: string | null;
  started_at: string | null;
  finished_at: string | null;
}

/** An app that has the potentials of these tests, and works on jobs unless it is told otherwise. */
export async function createCalculatingApp(
  folder: ModelsFolder,
  { env, ...options }: TestAppOptions = {},
): Promise<TestApp> {
  await folder.install(POTENTIAL, SPARE);
  return createTestApp({
    ...options,
    env: {
      NANO_OS_MODELS_DIR: folder.path,
      NANO_OS_POTENTIAL: POTENTIAL.card.name,
      INFERENCE_THREADS: '1',
      JOB_CONCURRENCY: '1',
      ...env,
    },
  });
}

export const submit = (
  app: TestApp,
  actor: Actor,
  route: 'relaxations' | 'elastic' | 'eos',
  body: Record<string, unknown>,
  headers?: Record<string, string>,
): Promise<Answer<JobBody>> =>
  call<JobBody>(app, actor, 'POST', `/api/v1/ml/${route}`, body, headers);

export async function jobOf(app: TestApp, actor: Actor, id: string): Promise<JobBody> {
  return (await call<JobBody>(app, actor, 'GET', `${JOBS}/${id}`)).body;
}

export const cancel = (app: TestApp, actor: Actor, id: string): Promise<Answer<JobBody>> =>
  call<JobBody>(app, actor, 'DELETE', `${JOBS}/${id}`);

/** The job when it is so; a test that waits in vain ends by its own limit. */
export async function jobWhen(
  app: TestApp,
  actor: Actor,
  id: string,
  isSo: (job: JobBody) => boolean,
): Promise<JobBody> {
  for (;;) {
    const job = await jobOf(app, actor, id);
    if (isSo(job)) return job;
    await delay(20);
  }
}

export const isFinished = ({ state }: JobBody): boolean =>
  state !== 'waiting' && state !== 'running';

export const jobEnd = (app: TestApp, actor: Actor, id: string): Promise<JobBody> =>
  jobWhen(app, actor, id, isFinished);

/** Silicon of n³ primitive cells, whose atoms lie a little off their places. */
export const shakenSilicon = (n: number): string => siliconOf(n, 0.02);

/** @param shake how far an atom lies off its place at most, in edges of the primitive cell */
export function siliconOf(n: number, shake = 0): string {
  const half = (5.431 * n) / 2;
  const sites: number[][] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) {
        for (const basis of [0, 0.25]) sites.push([i, j, k].map((cell) => (cell + basis) / n));
      }
    }
  }
  // A sequence that follows no direction of the lattice.
  const off = (index: number): number => (shake / n) * Math.sin(12.9898 * (index + 1));
  const rows = sites.map((site, s) => site.map((x, axis) => x + off(3 * s + axis)).join(' '));
  const lattice = [`0 ${half} ${half}`, `${half} 0 ${half}`, `${half} ${half} 0`];
  return ['Si', '1.0', ...lattice, 'Si', `${sites.length}`, 'Direct', ...rows].join('\n');
}

/**
 * Something that a worker is at for seconds: 24 strained cells of 54 atoms, each relaxed in a hundred
 * steps, with a checkpoint after each.
 */
export async function submitLong(
  app: TestApp,
  actor: Actor,
  more: Record<string, unknown> = {},
): Promise<JobBody> {
  const structure_id = await upload(app, actor, shakenSilicon(3));
  const { body, status } = await submit(app, actor, 'elastic', {
    structure_id,
    optimiser: 'fire',
    max_force: 2e-4,
    max_stress: 1e-3,
    ...more,
  });
  if (status !== 202) throw new Error(`submitted: ${JSON.stringify(body)}`);
  return body;
}
