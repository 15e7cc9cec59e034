import { Lattice, multiply, Structure, type Matrix3 } from '@nano-os/crystal';
import { combine, IDENTITY } from './linear/matrix3';

/** The crystal with its cell strained; sites keep their fractional coordinates. */
export function strained({ lattice, species, fracCoords }: Structure, strain: Matrix3): Structure {
  const rows = multiply(lattice.rows, combine(1, IDENTITY, 1, strain));
  return new Structure(Lattice.fromRows(rows), species, fracCoords);
}
