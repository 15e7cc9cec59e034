import { Lattice, Structure } from '@nano-os/crystal';
import {
  ElasticCalculator,
  EquationOfStateCalculator,
  RelaxationCalculator,
  structureOf,
  type Potential,
} from '@nano-os/models';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Crystal } from '../models/crystals';

const FIGURES = join(__dirname, '../../../libs/models/test-figures/m3gnet-calculator.json');

/** What the authors' calculators give; see bench/peers/m3gnet_calculator_figures.py. */
interface Theirs extends Crystal {
  readonly name: string;
  readonly relaxed_edge: number;
  readonly elastic: { readonly clamped: { readonly bulk_modulus: number } };
  /** GPa, by the largest linear strain. */
  readonly eos: Readonly<Record<string, number>>;
}

/** matcalc's strains. */
const THEIR_STRAINS = [-0.01, -0.005, 0.005, 0.01];
const THEIR_EQUATION = 0.02;

/** Bulk moduli of six crystals from the elastic tensor and from the equation of state, and theirs. */
export async function benchModuli(potential: Potential): Promise<void> {
  if (!existsSync(FIGURES)) throw new Error(`There are no figures in ${FIGURES}`);
  const { crystals } = JSON.parse(readFileSync(FIGURES, 'utf8')) as { crystals: Theirs[] };
  console.log(
    '| crystal | edge, Å | matcalc | K, stress | K, stress, their strains | matcalc | K, energy | matcalc | G | stable |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  for (const theirs of crystals) {
    const structure = new Structure(Lattice.fromRows(theirs.lattice), theirs.species, theirs.frac);
    const relaxed = await new RelaxationCalculator(potential, { maxStress: 0.005 }).calc(structure);
    const elastic = await new ElasticCalculator(potential).calc(structure);
    const same = await new ElasticCalculator(potential, { strains: THEIR_STRAINS }).calc(structure);
    const equation = await new EquationOfStateCalculator(potential).calc(structure);
    const cells = [
      Math.cbrt(4 * structureOf(relaxed.structure).volume).toFixed(4),
      theirs.relaxed_edge.toFixed(4),
      elastic.moduli?.bulk.hill.toFixed(1),
      same.moduli?.bulk.hill.toFixed(1),
      theirs.elastic.clamped.bulk_modulus.toFixed(1),
      equation.bulkModulus.toFixed(1),
      theirs.eos[String(THEIR_EQUATION)]?.toFixed(1),
      elastic.moduli?.shear.hill.toFixed(1),
      elastic.isStable ? 'yes' : 'no',
    ];
    console.log(`| ${theirs.name} | ${cells.map((cell) => cell ?? '').join(' | ')} |`);
  }
  console.log();
}
