import { InferencePool, type ModelStore, type PlainCrystal } from '@nano-os/models';
import { shiftingSizes } from './crystals';

const PREDICTIONS = 2000;
const WARM_UP = 200;
const RELOADS = 50;
/** Not counted: the allocator takes most of its memory during the first. */
const WARM_RELOADS = 20;

/** Resident memory in MiB, after garbage was collected. */
function residentMiB(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
}

const row = (name: string, before: number, after: number): string =>
  `| ${name} | ${before.toFixed(0)} | ${after.toFixed(0)} | ${(100 * (after / before - 1)).toFixed(1)} % | < 5 % |`;

/** Memory while sizes shift, and while a model is replaced again and again. */
export async function measureMemory(store: ModelStore, name: string): Promise<string[]> {
  const pool = new InferencePool();
  const stored = await store.open(name);
  const model = await pool.compile(stored.digest, stored.card, stored.weights);
  const crystals = shiftingSizes(PREDICTIONS);
  const predict = async (some: readonly PlainCrystal[]): Promise<void> => {
    for (let i = 0; i < some.length; i += 10) await pool.predict([model], some.slice(i, i + 10));
  };
  await predict(crystals.slice(0, WARM_UP));
  const warm = residentMiB();
  await predict(crystals.slice(WARM_UP));
  const late = residentMiB();
  pool.release(model);

  const few = crystals.slice(0, 20);
  let before = 0;
  for (let reload = 0; reload < RELOADS + WARM_RELOADS; reload++) {
    if (reload === WARM_RELOADS) before = residentMiB();
    // A key of its own each time: as if the weights were others.
    const again = await pool.compile(`${stored.digest} ${reload}`, stored.card, stored.weights);
    await pool.predict([again], few);
    pool.release(again);
  }
  const after = residentMiB();
  await pool.stop();
  return [
    row(`${name}: ${PREDICTIONS} predictions of 8 to 192 atoms, 10 at once`, warm, late),
    row(`${name}: ${RELOADS} times other weights, after ${WARM_RELOADS}`, before, after),
  ];
}
