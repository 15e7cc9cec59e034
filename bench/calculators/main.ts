import { SharedCrystals, shaken, type Crystal } from '../models/crystals';
import { startTheirs, withWeights, type Weights } from '../models/sides';
import { POTENTIAL } from '../models/subjects';
import { benchCubic } from './cubic';
import { benchDynamics } from './dynamics';
import { benchModuli } from './moduli';
import { openPotential } from './potential';
import { benchRelaxations } from './relaxations';

const CRYSTALS = 100;
const MOST_ATOMS = 12;

/** The cell 3 % longer along every axis, and every atom moved a little. */
function pulled(crystal: Crystal): Crystal {
  const [a, b, c] = crystal.lattice.map(([x, y, z]) => [1.03 * x, 1.03 * y, 1.03 * z] as const);
  if (!a || !b || !c) throw new Error('A lattice has three rows');
  return shaken({ ...crystal, lattice: [a, b, c] }, [1, 1, 1]);
}

/** The same crystals, each way of starting them in a part of its own. */
const STARTS: Readonly<Record<string, (crystal: Crystal) => Crystal>> = {
  given: (crystal) => crystal,
  pulled,
};

async function relaxations(starts: readonly string[], weights: Weights): Promise<void> {
  const potential = await openPotential(weights.models, POTENTIAL.model);
  const theirs = startTheirs(POTENTIAL.model, weights, 1);
  const crystals = new SharedCrystals(weights.shared).draw(CRYSTALS, MOST_ATOMS);
  for (const start of starts) {
    await benchRelaxations(start, crystals.map(STARTS[start] ?? pulled), potential, theirs);
  }
  await theirs.end();
  await potential.dispose();
}

/** `nano-os dev bench calculators [cubic|moduli|dynamics|given|pulled …]`, all where none is named. */
async function main(parts: string[]): Promise<void> {
  const { NANO_OS_SHARED: folder } = process.env;
  if (!folder) throw new Error('NANO_OS_SHARED names no folder with weights and crystals');
  const asked = (name: string): boolean => parts.length === 0 || parts.includes(name);
  await withWeights(folder, async (weights) => {
    const potential = await openPotential(weights.models, POTENTIAL.model);
    if (asked('cubic')) await benchCubic(potential);
    if (asked('moduli')) await benchModuli(potential);
    if (asked('dynamics')) await benchDynamics(potential);
    await potential.dispose();
    const starts = Object.keys(STARTS).filter(asked);
    if (starts.length > 0) await relaxations(starts, weights);
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
