/**
 * Where the time of a prediction goes, in processor time, on one thread:
 *
 *     NANO_OS_SHARED=FOLDER node bin/nano-os.mjs dev bench models/stages
 */
import { Lattice, Structure } from '@nano-os/crystal';
import { InferencePool, ModelStore, networkOf } from '@nano-os/models';
import { Session } from '@nano-os/tensor';
import { SharedCrystals } from './crystals';
import { withWeights } from './sides';

const MODELS = [
  'CGCNN-formation-energy-per-atom',
  'MEGNet-MP-2018.6.1-Eform',
  'MEGNet-MP-2019.4.1-BandGap-mfi',
  'MEGNet-MP-2018.6.1-log10K',
];
const STAGES = ['featurise', 'collate', 'run', 'decode'] as const;
const CRYSTALS = 60;
const MOST_ATOMS = 10;
const ROUNDS = 20;
/** Rounds before those that count. */
const WARM_UP = 5;

/** Microseconds that this process has computed for: unlike the clock's, not those of others. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function stagesOf(
  name: string,
  store: ModelStore,
  pool: InferencePool,
  structures: readonly Structure[],
): Promise<string> {
  const { digest, card, weights } = await store.open(name);
  const network = networkOf(card.architecture);
  const config = network.parseConfig(card.config);
  // Out of the memory that threads share.
  const onnx = (await pool.compile(digest, card, weights)).onnx.slice();
  const session = await Session.create(onnx);
  const sums = STAGES.map(() => 0);
  let begin = 0;
  const lap = (stage: number): void => {
    const now = spent();
    sums[stage] = (sums[stage] ?? 0) + now - begin;
    begin = now;
  };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    if (round === 0) sums.fill(0);
    // Stage by stage over all crystals: the counter is too coarse for one.
    begin = spent();
    const graphs = structures.map((structure) => network.featurise(structure, config));
    lap(0);
    const feeds = graphs.map((graph) => network.collate([graph], config));
    lap(1);
    const outputs = [];
    for (const each of feeds) outputs.push(await session.run(each));
    lap(2);
    outputs.forEach((output, index) => network.decode(output, [graphs[index]], config));
    lap(3);
  }
  await session.dispose();
  const means = sums.map((sum) => (sum / ROUNDS / structures.length).toFixed(0));
  return `| ${[name, ...means].join(' | ')} |`;
}

async function main(): Promise<void> {
  const { NANO_OS_SHARED: folder } = process.env;
  if (!folder) throw new Error('NANO_OS_SHARED names no folder with weights and crystals');
  const structures = new SharedCrystals(folder)
    .draw(CRYSTALS, MOST_ATOMS)
    .map(({ lattice, species, frac }) => new Structure(Lattice.fromRows(lattice), species, frac));
  await withWeights(folder, async ({ models }) => {
    const store = new ModelStore(models);
    const pool = new InferencePool({ threads: 1, timeoutMs: 600_000 });
    console.log(`| µs a crystal of up to ${MOST_ATOMS} atoms | ${STAGES.join(' | ')} |`);
    console.log('|---|---|---|---|---|');
    for (const name of MODELS) console.log(await stagesOf(name, store, pool, structures));
    await pool.stop();
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
