import { Lattice, Structure } from '@nano-os/crystal';
import type { PlainCrystal } from '../runtime/crystals';

/** A crystal as plain data, for results that are stored or sent. */
export function plainCrystal({ lattice, species, fracCoords }: Structure): PlainCrystal {
  return { lattice: lattice.rows, species, fracCoords };
}

/** @throws {CrystalError} when the data make no crystal */
export function structureOf({ lattice, species, fracCoords }: PlainCrystal): Structure {
  return new Structure(Lattice.fromRows(lattice), species, fracCoords);
}
