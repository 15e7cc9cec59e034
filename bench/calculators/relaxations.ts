import { Lattice, Structure } from '@nano-os/crystal';
import { RelaxationCalculator, type Potential } from '@nano-os/models';
import type { JsonLines } from '../json-lines';
import type { Crystal } from '../models/crystals';
import { median } from '../models/statistics';

/** eV/Å, and the stress that matgl's criterion, the cell's force an atom, comes to, GPa. */
const TOLERANCE = { maxForce: 0.05, maxStress: 0.5, maxSteps: 500 };

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
  const begin = performance.now();
  const { energy, steps } = await new RelaxationCalculator(potential, TOLERANCE).calc(structure);
  const seconds = (performance.now() - begin) / 1e3;
  return { energy: energy / structure.numSites, steps, seconds };
}

/** The same crystals relaxed by both sides in turn, to the same tolerance. */
export async function benchRelaxations(
  title: string,
  crystals: readonly Crystal[],
  potential: Potential,
  theirs: JsonLines,
): Promise<void> {
  const rows: { readonly ours: Relaxed; readonly theirs: Relaxed }[] = [];
  for (const crystal of crystals) {
    const ours = await relaxOurs(potential, crystal);
    const { relaxed } = await theirs.ask<{ relaxed: TheirRelaxed[] }>({
      relax: [crystal],
      fmax: TOLERANCE.maxForce,
      steps: TOLERANCE.maxSteps,
    });
    const [first] = relaxed;
    if (!first) throw new Error('The authors’ code did not relax a crystal');
    rows.push({ ours, theirs: { ...first, energy: first.energy_per_atom } });
  }
  const total = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0);
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
  console.log(`| ${cells.join(' | ')} |`);
}

export const RELAXATIONS_HEAD =
  '| crystals | number | NANO-OS, s | matgl, s | times as fast | steps | matgl’s | ours above theirs, meV/atom, median | most | by more than 2 |\n' +
  '|---|---|---|---|---|---|---|---|---|---|';
