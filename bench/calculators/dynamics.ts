import { Lattice, Structure } from '@nano-os/crystal';
import { thermalVelocities, velocityVerlet, type Potential } from '@nano-os/models';

const STEPS = 1000;
/** K; a crystal that starts at rest gives half of it to its bonds. */
const TEMPERATURE = 600;

const cubic = (edge: number, species: string[], frac: [number, number, number][]): Structure =>
  new Structure(Lattice.fromParameters(edge, edge, edge, 90, 90, 90), species, frac);

const SYSTEMS: readonly (readonly [string, Structure])[] = [
  [
    'Si, 8 atoms',
    cubic(5.46, new Array<string>(8).fill('Si'), [
      [0, 0, 0],
      [0.5, 0.5, 0],
      [0.5, 0, 0.5],
      [0, 0.5, 0.5],
      [0.25, 0.25, 0.25],
      [0.75, 0.75, 0.25],
      [0.75, 0.25, 0.75],
      [0.25, 0.75, 0.75],
    ]),
  ],
  [
    'MgO, 8 atoms',
    cubic(
      4.26,
      ['Mg', 'Mg', 'Mg', 'Mg', 'O', 'O', 'O', 'O'],
      [
        [0, 0, 0],
        [0.5, 0.5, 0],
        [0.5, 0, 0.5],
        [0, 0.5, 0.5],
        [0.5, 0, 0],
        [0, 0.5, 0],
        [0, 0, 0.5],
        [0.5, 0.5, 0.5],
      ],
    ),
  ],
];

/** Whether the energy stays what it is while atoms move at 300 K: a test of the gradients. */
export async function benchDynamics(potential: Potential): Promise<void> {
  console.log('| 1,000 steps of 1 fs | largest deviation, meV/atom | drift, meV/atom |');
  console.log('|---|---|---|');
  for (const [name, structure] of SYSTEMS) {
    const velocities = thermalVelocities(structure, TEMPERATURE, 3);
    const energies: number[] = [];
    for await (const motion of velocityVerlet(potential, structure, velocities, 1)) {
      energies.push((1e3 * (motion.potentialEnergy + motion.kineticEnergy)) / structure.numSites);
      if (motion.step === STEPS) break;
    }
    const [first = NaN] = energies;
    const deviation = Math.max(...energies.map((energy) => Math.abs(energy - first)));
    const mean = (part: readonly number[]): number =>
      part.reduce((sum, energy) => sum + energy, 0) / part.length;
    const drift = mean(energies.slice(-200)) - mean(energies.slice(0, 200));
    console.log(`| ${name} | ${deviation.toFixed(3)} | ${drift.toFixed(3)} |`);
  }
  console.log();
}
