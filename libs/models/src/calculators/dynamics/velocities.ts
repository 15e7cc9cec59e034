import { elementBySymbol, type Structure } from '@nano-os/crystal';
import { ACCELERATION, BOLTZMANN } from '../../units';

/** Atomic mass units, by site. */
export function massesOf({ species }: Structure): Float64Array {
  return Float64Array.from(species, (symbol) => elementBySymbol(symbol)?.mass ?? NaN);
}

/**
 * Velocities that atoms have at a temperature, by Maxwell's distribution, at rest as a whole.
 * @param temperature K; as if all modes but the drift had their share of it
 * @param seed the same velocities come of the same seed
 * @returns Å/fs, three components a site
 */
export function thermalVelocities(
  structure: Structure,
  temperature: number,
  seed: number,
): Float64Array {
  const masses = massesOf(structure);
  const next = normalNumbers(seed);
  const velocities = Float64Array.from({ length: 3 * masses.length }, (_, index) => {
    const mass = masses[Math.floor(index / 3)] ?? NaN;
    return Math.sqrt((BOLTZMANN * temperature * ACCELERATION) / mass) * next();
  });
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  for (const axis of [0, 1, 2]) {
    const momentum = masses.reduce(
      (sum, mass, site) => sum + mass * (velocities[3 * site + axis] ?? NaN),
      0,
    );
    for (let site = 0; site < masses.length; site++) {
      velocities[3 * site + axis] = (velocities[3 * site + axis] ?? NaN) - momentum / total;
    }
  }
  return velocities;
}

/** eV */
export function kineticEnergy(masses: Float64Array, velocities: Float64Array): number {
  const twice = velocities.reduce(
    (sum, velocity, index) => sum + (masses[Math.floor(index / 3)] ?? NaN) * velocity ** 2,
    0,
  );
  return twice / (2 * ACCELERATION);
}

/** Of mean 0 and variance 1: by Box and Muller, of Marsaglia's xorshift. */
function normalNumbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) >>> 0 || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
