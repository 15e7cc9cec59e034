import { Lattice, Structure } from '@nano-os/crystal';
import { RelaxationCalculator, type Potential } from '@nano-os/models';
import type { JsonLines } from '../json-lines';
import type { Crystal } from '../models/crystals';
import { median } from '../models/statistics';

/** eV/Å, of atoms; matgl holds the cell's own force, volume times stress an atom in eV, to it too. */
const MAX_FORCE = 0.05;
const MAX_STEPS = 500;
const GPA_PER_EV_A3 = 160.2176634;

interface TheirRelaxed {
  readonly energy_per_atom: number;
  readonly steps: number;
  readonly seconds: number;
}

interface Relaxed {
  readonly energy: number;
  readonly steps: number;
  readonly seconds: number;
}

async function relaxOurs(potential: Potential, crystal: Crystal): Promise<Relaxed> {
  const structure = new Structure(Lattice.fromRows(crystal.lattice), crystal.species, crystal.frac);
  const { numSites, volume } = structure;
  const tolerance = {
    maxForce: MAX_FORCE,
    maxStress: (MAX_FORCE * GPA_PER_EV_A3 * numSites) / volume,
    maxSteps: MAX_STEPS,
  };
  const begin = performance.now();
  const { energy, steps } = await new RelaxationCalculator(potential, tolerance).calc(structure);
  const seconds = (performance.now() - begin) / 1e3;
  return { energy: energy / numSites, steps, seconds };
}

interface Row {
  readonly crystal: Crystal;
  readonly ours: Relaxed;
  readonly theirs: Relaxed;
}

/** Of a crystal whose energy came out higher. */
function noteOf({ crystal, ours, theirs }: Row): string {
  const energies = `${ours.energy.toFixed(5)} and ${theirs.energy.toFixed(5)} eV/atom`;
  return `${crystal.species.join(' ')}: ${energies} in ${ours.steps} and ${theirs.steps} steps`;
}

/** The same crystals relaxed by both sides in turn, to the same tolerance. */
export async function benchRelaxations(
  title: string,
  crystals: readonly Crystal[],
  potential: Potential,
  theirs: JsonLines,
): Promise<void> {
  const rows: Row[] = [];
  for (const crystal of crystals) {
    const ours = await relaxOurs(potential, crystal);
    const { relaxed } = await theirs.ask<{ relaxed: TheirRelaxed[] }>({
      relax: [crystal],
      fmax: MAX_FORCE,
      steps: MAX_STEPS,
    });
    const [first] = relaxed;
    if (!first) throw new Error('The authors’ code did not relax a crystal');
    rows.push({ crystal, ours, theirs: { ...first, energy: first.energy_per_atom } });
  }
  const total = (of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  const seconds = [total(({ ours }) => ours.seconds), total(({ theirs: { seconds } }) => seconds)];
  const [mine = NaN, others = NaN] = seconds;
  const above = rows.map((row) => 1e3 * (row.ours.energy - row.theirs.energy));
  const cells = [
    title,
    rows.length,
    mine.toFixed(1),
    others.toFixed(1),
    (others / mine).toFixed(1),
    (total(({ ours }) => ours.steps) / rows.length).toFixed(1),
    (total(({ theirs: { steps } }) => steps) / rows.length).toFixed(1),
    median(above).toFixed(2),
    Math.max(...above).toFixed(2),
    above.filter((value) => value > 2).length,
  ];
  console.log(`${HEAD}\n| ${cells.join(' | ')} |\n`);
  rows.forEach((row, index) => {
    if ((above[index] ?? 0) > 1) console.log(`- ${noteOf(row)}`);
  });
}

const HEAD =
  '| crystals | number | NANO-OS, s | matgl, s | times as fast | steps | matgl’s | ours above theirs, meV/atom, median | most | by more than 2 |\n' +
  '|---|---|---|---|---|---|---|---|---|---|';
