/**
 * NANO-OS's side of a comparison: one JSON request a line in, one answer a line out.
 *
 *     node dist/bench/models/ours.js MODEL MODELS_DIR THREADS
 *
 * As the server does, it sends the crystals to worker threads and gets their values back.
 */
import {
  InferencePool,
  ModelStore,
  type CompiledModel,
  type ModelAnswer,
  type PlainCrystal,
} from '@nano-os/models';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { median } from './statistics';
import type { Memory, MemoryRequest, OurValues, Predicted, PredictRequest } from './protocol';

/** Seconds of calls that are not counted, as on the other side. */
const WARM_UP = 0.5;

async function timed<T>(work: () => Promise<T>, rounds: number): Promise<[number, T]> {
  const begin = performance.now();
  let result = await work();
  while (performance.now() - begin < WARM_UP * 1e3) result = await work();
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    result = await work();
    seconds.push((performance.now() - start) / 1e3);
  }
  return [median(seconds), result];
}

function valuesOf(answer: ModelAnswer | undefined): OurValues {
  if (!answer?.ok) throw new Error(answer?.reason ?? 'There is no answer');
  const entries = Object.entries(answer.values);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'number' ? value : Array.from(value)]),
  );
}

async function predict(
  pool: InferencePool,
  model: CompiledModel,
  { crystals, together, rounds }: PredictRequest,
): Promise<Predicted<OurValues>> {
  const plain: PlainCrystal[] = crystals.map(({ lattice, species, frac }) => ({
    lattice,
    species,
    fracCoords: frac,
  }));
  const work = async (): Promise<(readonly ModelAnswer[])[]> => {
    if (together) return pool.predict([model], plain);
    const answers: (readonly ModelAnswer[])[] = [];
    for (const crystal of plain) answers.push(...(await pool.predict([model], [crystal])));
    return answers;
  };
  const [seconds, answers] = await timed(work, rounds);
  return { seconds, values: answers.map(([answer]) => valuesOf(answer)) };
}

/** As Linux counts it, for it counts the other side so. */
function memory(): Memory {
  const status = readFileSync('/proc/self/status', 'utf8');
  const bytes = (field: string): number =>
    1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return { resident: bytes('VmRSS'), peak: bytes('VmHWM') };
}

async function main([name = '', directory = '', threads = '1']: string[]): Promise<void> {
  const { digest, card, weights } = await new ModelStore(directory).open(name);
  const pool = new InferencePool({ threads: Number(threads), timeoutMs: 600_000 });
  const model = await pool.compile(digest, card, weights);
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as PredictRequest | MemoryRequest;
    const answer = 'memory' in request ? memory() : await predict(pool, model, request);
    console.log(JSON.stringify(answer));
  }
  await pool.stop();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
