import { loadEnvironment } from '@nano-os/common';
import { ModelStore } from '@nano-os/models';
import { availableParallelism } from 'node:os';
import { median } from '../api/processes';
import { poscarOf, shakenOxide } from './crystals';
import { measureMemory } from './memory';
import { serve, type BenchServer } from './server';
import { healthDuring, send, timeBatch, type Client } from './under-load';

const ROUNDS = 7;
const CRYSTALS = 100;
const MODELS = ['CGCNN', 'MEGNet'];
const PROBED = ['CGCNN-formation-energy-per-atom', 'MEGNet-MP-2018.6.1-Eform'];

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(1);

async function upload(client: Client): Promise<string[]> {
  const ids: string[] = [];
  for (let seed = 0; seed < CRYSTALS; seed++) {
    const size: [number, number, number] = seed % 2 === 0 ? [2, 1, 1] : [2, 2, 1];
    const content = poscarOf(shakenOxide(size, seed));
    const { id } = await send<{ id: string }>(client, '/api/v1/structures', { content });
    ids.push(id);
  }
  return ids;
}

/** Batches with one thread and with all of them, and what health says meanwhile. */
async function measureServer(modelsDirectory: string): Promise<void> {
  const cores = availableParallelism();
  const serveBy = (threads: number): Promise<BenchServer> =>
    serve({ NANO_OS_MODELS_DIR: modelsDirectory, INFERENCE_THREADS: String(threads) });
  const [one, all] = [await serveBy(1), await serveBy(cores)];
  const [few, many] = [await upload(one.client), await upload(all.client)];
  console.log(
    `| batch of ${CRYSTALS}, 16 and 32 atoms | one thread, s | ${cores} threads, s | ratio |`,
  );
  console.log('|---|---|---|---|');
  for (const model of MODELS) {
    const times: { one: number[]; all: number[] } = { one: [], all: [] };
    for (let round = -1; round < ROUNDS; round++) {
      const single = await timeBatch(one.client, model, few);
      const together = await timeBatch(all.client, model, many);
      if (round < 0) continue;
      times.one.push(single);
      times.all.push(together);
    }
    const ratios = times.one.map((time, i) => time / (times.all[i] ?? NaN));
    const figures = [times.one, times.all, ratios].map((values) => median(values).toFixed(2));
    console.log(`| ${model} | ${figures.join(' | ')} |`);
  }
  console.log(
    '\n| health, all threads busy | answers | median, ms | 99 %, ms | longest, ms | target |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const model of MODELS) {
    const clients = Array.from({ length: 4 }, async () => {
      for (let round = 0; round < 5; round++) await timeBatch(all.client, model, many);
    });
    const times = await healthDuring(all.client.url, Promise.all(clients));
    const figures = [at(times, 0.5), at(times, 0.99), at(times, 1)].join(' | ');
    console.log(
      `| four batches of ${CRYSTALS} by ${model} at a time | ${times.length} | ${figures} | < 50 |`,
    );
  }
  await one.stop();
  await all.stop();
}

/** `npm run bench:serving`, after `nano-os models import` or `pull`. */
async function main(): Promise<void> {
  const modelsDirectory = loadEnvironment().NANO_OS_MODELS_DIR ?? '';
  const store = new ModelStore(modelsDirectory);
  console.log('| resident memory, MiB | before | after | growth | target |\n|---|---|---|---|---|');
  for (const name of PROBED) {
    for (const line of await measureMemory(store, name)) console.log(line);
  }
  console.log('');
  await measureServer(modelsDirectory);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
