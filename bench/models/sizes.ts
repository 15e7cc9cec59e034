import { shaken, type SharedCrystals } from './crystals';
import type { Memory, OurValues, Predicted } from './protocol';
import { timeSingles } from './one-at-a-time';
import { startOurs, startTheirs, type Weights } from './sides';
import { median, showMebibytes, showMillis, showRatios } from './statistics';
import { POTENTIAL } from './subjects';

const SMALL = [2, 4, 6, 8, 10];
const EACH = 4;
const CELL = 28;
/** Repetitions of a cell of 28 atoms: 112 to 2,016 atoms. */
const LARGER = [
  [2, 2, 1],
  [3, 3, 1],
  [3, 3, 2],
  [4, 3, 3],
  [4, 3, 4],
  [4, 4, 4],
  [6, 4, 3],
] as const;

/** Energy, forces and stress by the number of atoms, one thread each side. */
export async function benchSizes(shared: SharedCrystals, weights: Weights): Promise<void> {
  const ours = startOurs(POTENTIAL.model, weights, 1);
  const theirs = startTheirs(POTENTIAL.model, weights, 1);
  const [cell, ...others] = shared.ofSize(CELL, EACH);
  if (!cell) throw new Error(`There is no crystal of ${CELL} atoms`);
  const cells = [cell, ...others];
  const groups = [
    ...SMALL.map((atoms) => ({ atoms, crystals: shared.ofSize(atoms, EACH) })),
    { atoms: CELL, crystals: cells },
    { atoms: 4 * CELL, crystals: cells.map((cell) => shaken(cell, [2, 2, 1])) },
  ];
  console.log('| atoms | crystals | NANO-OS, ms | matgl, ms | times as fast |');
  console.log('|---|---|---|---|---|');
  for (const { atoms, crystals } of groups) {
    const singles = await timeSingles(POTENTIAL, crystals, { ours, theirs });
    const millis = [median(singles.ours), median(singles.theirs)].map(showMillis);
    console.log(
      `| ${atoms} | ${crystals.length} | ${millis.join(' | ')} | ${showRatios(singles.ratios)} |`,
    );
  }
  await theirs.end();
  console.log('\n| atoms | NANO-OS, ms | ms an atom | resident memory, MiB |');
  console.log('|---|---|---|---|');
  for (const times of LARGER) {
    const crystal = shaken(cell, times);
    const request = { crystals: [crystal], together: true, rounds: 3 };
    const { seconds } = await ours.ask<Predicted<OurValues>>(request);
    const { resident } = await ours.ask<Memory>({ memory: true });
    const atoms = crystal.species.length;
    console.log(
      `| ${atoms} | ${showMillis(seconds)} | ${((seconds * 1e3) / atoms).toFixed(2)} | ${showMebibytes(resident)} |`,
    );
  }
  await ours.end();
}
