import { availableParallelism } from 'node:os';
import { SharedCrystals } from './crystals';
import { benchModel, type Tables } from './properties';
import { benchSizes } from './sizes';
import { withWeights, type Weights } from './sides';
import { labelOf, POTENTIAL, PROPERTIES, type Subject } from './subjects';

const HEADS = {
  singles:
    '| one crystal at a time | NANO-OS, ms | authors, ms | times as fast, median (range) |\n|---|---|---|---|',
  hundreds:
    '| a hundred crystals | cores | NANO-OS, s | authors, s | which go | times as fast |\n|---|---|---|---|---|---|',
  memory:
    '| memory, MiB | NANO-OS | authors | NANO-OS, peak | authors, peak | ratio of peaks |\n|---|---|---|---|---|---|',
  differences: '| answers | crystals | largest difference |\n|---|---|---|',
} satisfies Record<keyof Tables, string>;

async function benchAll(
  subjects: readonly Subject[],
  shared: SharedCrystals,
  weights: Weights,
): Promise<void> {
  const cores = availableParallelism();
  const tables: Tables = { singles: [], hundreds: [], memory: [], differences: [] };
  for (const subject of subjects) {
    const rows = await benchModel(subject, shared, weights, cores);
    for (const key of Object.keys(HEADS) as (keyof Tables)[]) tables[key].push(...rows[key]);
    console.error(`${labelOf(subject)} is measured`);
  }
  for (const key of Object.keys(HEADS) as (keyof Tables)[]) {
    console.log(`${HEADS[key]}\n${tables[key].join('\n')}\n`);
  }
}

/** `npm run bench:models [PART …]`: parts of models' names, or `sizes`; all where none is named. */
async function main(parts: string[]): Promise<void> {
  const { NANO_OS_SHARED: folder } = process.env;
  if (!folder) throw new Error('NANO_OS_SHARED names no folder with weights and crystals');
  const shared = new SharedCrystals(folder);
  const asked = (name: string): boolean =>
    parts.length === 0 || parts.some((part) => name.includes(part));
  await withWeights(folder, async (weights) => {
    const subjects = [...PROPERTIES, POTENTIAL].filter((subject) => asked(labelOf(subject)));
    if (subjects.length > 0) await benchAll(subjects, shared, weights);
    if (asked('sizes')) await benchSizes(shared, weights);
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
