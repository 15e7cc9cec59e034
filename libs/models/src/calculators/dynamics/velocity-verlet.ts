import { Structure, type Vector3 } from '@nano-os/crystal';
import { ACCELERATION } from '../../units';
import { calculateOne, type Potential } from '../potential';
import { kineticEnergy, massesOf } from './velocities';

/** A crystal in motion, in a cell that does not change. */
export interface Motion {
  readonly step: number;
  readonly structure: Structure;
  /** Å/fs, three components a site. */
  readonly velocities: Float64Array;
  /** eV */
  readonly potentialEnergy: number;
  /** eV */
  readonly kineticEnergy: number;
}

/**
 * Newton's motion of the atoms at constant energy, by the velocity form of Verlet's method: Swope,
 * Andersen, Berens, Wilson, J. Chem. Phys. 76, 637 (1982). Gives the motion at the start and after
 * each step, for ever.
 * @param velocities Å/fs, three components a site
 * @param timestep fs
 * @throws {CannotPredict} by the potential
 */
export async function* velocityVerlet(
  potential: Potential,
  start: Structure,
  velocities: Float64Array,
  timestep: number,
): AsyncGenerator<Motion, never, void> {
  const masses = massesOf(start);
  let structure = start;
  let speed: Float64Array = velocities.slice();
  let { energy, forces } = await calculateOne(potential, structure);
  for (let step = 0; ; step++) {
    yield {
      step,
      structure,
      velocities: speed.slice(),
      potentialEnergy: energy,
      kineticEnergy: kineticEnergy(masses, speed),
    };
    const half = (push: Float64Array): Float64Array =>
      speed.map((value, index) => {
        const mass = masses[Math.floor(index / 3)] ?? NaN;
        return value + ((timestep / 2) * ACCELERATION * (push[index] ?? NaN)) / mass;
      });
    speed = half(forces);
    structure = moved(structure, speed, timestep);
    ({ energy, forces } = await calculateOne(potential, structure));
    speed = half(forces);
  }
}

function moved(
  { lattice, species, fracCoords }: Structure,
  speed: Float64Array,
  time: number,
): Structure {
  const sites = fracCoords.map((site, index): Vector3 => {
    const [x = NaN, y = NaN, z = NaN] = speed.subarray(3 * index, 3 * index + 3);
    const way = lattice.toFractional([time * x, time * y, time * z]);
    return [site[0] + way[0], site[1] + way[1], site[2] + way[2]];
  });
  return new Structure(lattice, species, sites);
}
