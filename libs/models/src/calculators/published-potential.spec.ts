import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cubicCard } from '../../test-support/cubic-card';
import { HAS_PUBLISHED, openPublishedPotential } from '../../test-support/published-m3gnet';
import { SHARED } from '../../test-support/shared';
import { GPA_PER_EV_A3 } from '../units';
import { thermalVelocities } from './dynamics/velocities';
import { velocityVerlet } from './dynamics/velocity-verlet';
import { ElasticCalculator } from './elasticity/elastic-calculator';
import { EquationOfStateCalculator } from './equation-of-state/equation-of-state-calculator';
import type { NetworkPotential } from './network-potential';
import { structureOf } from './plain-crystal';
import { RelaxationCalculator } from './relaxation/relaxation-calculator';

// On a machine with much else to do.
jest.setTimeout(300_000);

interface Crystal {
  readonly id: string;
  readonly lattice: Matrix3;
  readonly species: readonly string[];
  readonly frac: readonly Vector3[];
}

/** Of matcalc with matgl, GPa; see bench/peers/m3gnet_calculator_figures.py. */
interface Moduli extends Crystal {
  readonly name: string;
  readonly elastic: { readonly relaxed: { readonly bulk_modulus: number } };
  /** By the largest linear strain. */
  readonly eos: { readonly '0.02': number };
}

/** Of matgl's relaxer, eV; see bench/peers/m3gnet_relaxation_figures.py. */
interface Relaxed {
  readonly id: string;
  readonly energy_per_atom: number;
}

function figures<T>(name: string): T[] {
  const text = readFileSync(join(__dirname, '../../test-figures', name), 'utf8');
  return (JSON.parse(text) as { crystals: T[] }).crystals;
}

function crystalsOfShared(): Crystal[] {
  const lines = gunzipSync(readFileSync(join(SHARED, 'data/mp-2021-pbe.jsonl.gz')));
  const records = lines.toString().trimEnd().split('\n');
  return records.map((line) => JSON.parse(line) as Crystal);
}

const suite = HAS_PUBLISHED ? describe : describe.skip;

suite('M3GNet-MP-2021.2.8-PES (skipped where NANO_OS_SHARED has no weights)', () => {
  let potential: NetworkPotential;

  beforeAll(async () => {
    potential = await openPublishedPotential('M3GNet-MP-2021.2.8-PES');
  });

  afterAll(() => potential.dispose());

  it('relaxes cubic crystals from a strain of 3 % to the edges on its card', async () => {
    // CsI is so soft that its card, relaxed to forces of 0.1 eV/Å, is 0.22 % off; Cs has no bonds.
    const crystals = cubicCard().filter(({ name }) => !['Cs', 'CsI'].includes(name));
    expect(crystals).toHaveLength(82);
    const relaxation = new RelaxationCalculator(potential, { maxStress: 0.005 });
    const off: string[] = [];
    for (const { name, edge, structure, edgeOf } of crystals) {
      const { outcome, structure: found } = await relaxation.calc(structure(1.03 * edge));
      const error = edgeOf(structureOf(found)) / edge - 1;
      const isOff = outcome !== 'converged' || Math.abs(error) > 0.002;
      if (isOff) off.push(`${name}: ${outcome}, ${(100 * error).toFixed(2)} %`);
    }
    expect(off).toEqual([]);
  });

  it.each(figures<Moduli>('m3gnet-calculator.json').map((one) => [one.name, one] as const))(
    'has one bulk modulus of %s, by stresses, by energies and by matcalc',
    async (_, { lattice, species, frac, elastic: theirs, eos }) => {
      const crystal = new Structure(Lattice.fromRows(lattice), species, frac);
      const elastic = await new ElasticCalculator(potential).calc(crystal);
      const equation = await new EquationOfStateCalculator(potential).calc(crystal);
      expect(Math.abs(elastic.moduli!.bulk.hill / equation.bulkModulus - 1)).toBeLessThan(0.03);
      expect(elastic.isStable).toBe(true);
      const strains = [-0.01, -0.005, 0.005, 0.01];
      const same = await new ElasticCalculator(potential, { strains }).calc(crystal);
      const { bulk_modulus: byStress } = theirs.relaxed;
      expect(Math.abs(same.moduli!.bulk.hill / byStress - 1)).toBeLessThan(0.02);
      expect(Math.abs(equation.bulkModulus / eos['0.02'] - 1)).toBeLessThan(0.02);
    },
  );

  it('relaxes 100 crystals to energies as low as those that matgl finds', async () => {
    const records = new Map(crystalsOfShared().map((record) => [record.id, record]));
    const above: string[] = [];
    for (const { id, energy_per_atom } of figures<Relaxed>('m3gnet-relaxations.json')) {
      const { lattice, species, frac } = records.get(id)!;
      const crystal = new Structure(Lattice.fromRows(lattice), species, frac);
      // To matgl's tolerances: its cell's force is volume times stress an atom.
      const maxStress = (0.05 * GPA_PER_EV_A3 * crystal.numSites) / crystal.volume;
      const relaxation = new RelaxationCalculator(potential, { maxForce: 0.05, maxStress });
      const { outcome, energy } = await relaxation.calc(crystal);
      const difference = energy / crystal.numSites - energy_per_atom;
      const isAbove = outcome !== 'converged' || difference > 0.002;
      if (isAbove) above.push(`${id}: ${outcome}, ${(1e3 * difference).toFixed(2)} meV/atom`);
    }
    expect(above).toEqual([]);
  });

  it('keeps the energy of atoms in motion at 300 K', async () => {
    const silicon = new Structure(
      Lattice.fromRows([
        [0, 2.73, 2.73],
        [2.73, 0, 2.73],
        [2.73, 2.73, 0],
      ]),
      ['Si', 'Si'],
      [
        [0, 0, 0],
        [0.25, 0.25, 0.25],
      ],
    );
    // From the crystal at rest half of it goes into the bonds.
    const velocities = thermalVelocities(silicon, 600, 2);
    let first: number | null = null;
    let drift = 0;
    for await (const motion of velocityVerlet(potential, silicon, velocities, 1)) {
      const energy = motion.potentialEnergy + motion.kineticEnergy;
      first ??= energy;
      drift = Math.max(drift, Math.abs(energy - first) / silicon.numSites);
      if (motion.step === 1000) break;
    }
    expect(drift).toBeLessThan(1e-3);
  });
});
