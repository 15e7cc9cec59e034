import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { median, type Served } from '../api/processes';
import { poscarOf, shakenOxide } from './crystals';
import { startFineTune } from './fine-tunes';
import { serve } from './server';
import { send, type Client } from './under-load';

const ROUNDS = 4;
const CRYSTALS = 40;
const PREDICTIONS = 80;
/** Between an answer and the next question: a user thinks, and a thread has gone to sleep. */
const PAUSE_MS = 10;
/** One that is light to predict with and light to tune, and one that is heavy. */
const MODELS = ['CGCNN', 'ALIGNN'];
const BASES = ['CGCNN-NanoOS-Eform', 'ALIGNN-NanoOS-Eform'];

/** Of a window: ms, the middle and what 95 of 100 stay under. */
interface Latency {
  readonly median: number;
  readonly high: number;
}

async function upload(client: Client): Promise<string[]> {
  const ids: string[] = [];
  for (let seed = 0; seed < CRYSTALS; seed++) {
    const content = poscarOf(shakenOxide(seed % 2 === 0 ? [1, 1, 1] : [2, 1, 1], 1000 + seed));
    const { id } = await send<{ id: string }>(client, '/api/v1/structures', { content });
    ids.push(id);
  }
  return ids;
}

/** Predictions one after another, none of which is taken from a cache. */
async function measure(client: Client, model: string, ids: readonly string[]): Promise<Latency> {
  const times: number[] = [];
  for (let i = 0; i < PREDICTIONS; i++) {
    const begin = performance.now();
    await send(client, '/api/v1/ml/properties', {
      structure_id: ids[i % ids.length],
      model_name: model,
      force_recompute: true,
    });
    times.push(performance.now() - begin);
    await delay(PAUSE_MS);
  }
  times.sort((a, b) => a - b);
  return { median: median(times), high: times[Math.floor(0.95 * times.length)] ?? NaN };
}

const told = (values: readonly number[], digits: number): string => median(values).toFixed(digits);

function ratios(idle: readonly number[], busy: readonly number[]): string {
  const each = busy.map((time, i) => time / (idle[i] ?? NaN));
  return `${told(each, 2)} (${Math.min(...each).toFixed(2)} to ${Math.max(...each).toFixed(2)})`;
}

/** Windows with and without a training, in turn. */
async function compare(client: Client, where: string, base: string, ids: readonly string[]) {
  const idle = new Map<string, Latency[]>(MODELS.map((model) => [model, []]));
  const busy = new Map<string, Latency[]>(MODELS.map((model) => [model, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const model of MODELS) idle.get(model)?.push(await measure(client, model, ids));
    const end = await startFineTune(client, base);
    for (const model of MODELS) busy.get(model)?.push(await measure(client, model, ids));
    await end();
  }
  for (const model of MODELS) {
    const [before = [], beside = []] = [idle.get(model), busy.get(model)];
    const cells = (['median', 'high'] as const).flatMap((which) => {
      const [a, b] = [before, beside].map((all) => all.map((latency) => latency[which]));
      return [told(a ?? [], 1), told(b ?? [], 1), ratios(a ?? [], b ?? [])];
    });
    console.log(`| ${[model, base, where, ...cells, '< 2'].join(' | ')} |`);
  }
}

/** `nano-os dev bench serving/beside-training`: predictions while another user has a model tuned. */
async function main(): Promise<void> {
  const head = ['predicted by', 'tuned', 'in', 'median idle, ms', 'tuning, ms', 'ratio'];
  const columns = [...head, '95 % idle, ms', 'tuning, ms', 'ratio', 'target'];
  console.log(`| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`);
  for (const where of ['the server', 'a worker']) {
    const isApart = where === 'a worker';
    const server = await serve({ JOB_CONCURRENCY: isApart ? '0' : '1' });
    let worker: Served | undefined;
    try {
      worker = isApart ? await server.startWorker() : undefined;
      const ids = await upload(server.client);
      for (const model of MODELS) await measure(server.client, model, ids);
      for (const base of BASES) await compare(server.client, where, base, ids);
    } finally {
      await worker?.stop();
      await server.stop();
    }
  }
  console.log(
    `\nLoad of the machine at the end: ${loadavg()
      .map((x) => x.toFixed(1))
      .join(', ')}`,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
