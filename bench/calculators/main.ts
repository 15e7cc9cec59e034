import { SharedCrystals, shaken, type Crystal } from '../models/crystals';
import { startTheirs, withWeights, type Weights } from '../models/sides';
import { POTENTIAL } from '../models/subjects';
import { benchCubic } from './cubic';
import { benchDynamics } from './dynamics';
import { benchModuli } from './moduli';
import { openPotential } from './potential';
import { benchRelaxations, RELAXATIONS_HEAD } from './relaxations';

const CRYSTALS = 100;
const MOST_ATOMS = 12;

/** The cell 3 % longer along every axis, and every atom moved a little. */
function pulled(crystal: Crystal): Crystal {
  const [a, b, c] = crystal.lattice.map(([x, y, z]) => [1.03 * x, 1.03 * y, 1.03 * z] as const);
  if (!a || !b || !c) throw new Error('A lattice has three rows');
  return shaken({ ...crystal, lattice: [a, b, c] }, [1, 1, 1]);
}

async function relaxations(weights: Weights): Promise<void> {
  const potential = await openPotential(weights.models, POTENTIAL.model);
  const theirs = startTheirs(POTENTIAL.model, weights, 1);
  const crystals = new SharedCrystals(weights.shared).draw(CRYSTALS, MOST_ATOMS);
  console.log(RELAXATIONS_HEAD);
  await benchRelaxations('as in the Materials Project', crystals, potential, theirs);
  await benchRelaxations('pulled by 3 %', crystals.map(pulled), potential, theirs);
  console.log();
  await theirs.end();
  await potential.dispose();
}

/** `nano-os dev bench calculators [cubic|moduli|dynamics|relaxations …]`, all where none is named. */
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
    if (asked('relaxations')) await relaxations(weights);
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
