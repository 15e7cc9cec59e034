import {
  inverse,
  Lattice,
  multiply,
  Structure,
  timesRows,
  type Matrix3,
  type Vector3,
} from '@nano-os/crystal';
import { combine, IDENTITY, trace, transpose } from '../linear/matrix3';
import { deformationOf, gradientByExponent } from './deformation';

/**
 * What a cell may do: change freely, grow and shrink alone, change its shape alone at its volume, or
 * nothing.
 */
export type CellFreedom = 'free' | 'volume' | 'shape' | 'fixed';

const ROOT_2 = Math.SQRT2;

/**
 * A crystal's positions and cell as one list of coordinates in Å: for each atom how far it went from
 * where it began, in the cell as it began, and six for the exponent of the deformation, as if the
 * cell's sides were a mean distance of atoms times the root of their number long. So scaled, stiff
 * bonds and stiff cells have curvatures of one order.
 */
export class RelaxationCoordinates {
  readonly size: number;
  private readonly scale: number;
  private readonly origin: readonly Vector3[];
  private readonly toFractional: Matrix3;

  constructor(
    private readonly start: Structure,
    private readonly freedom: CellFreedom,
  ) {
    const atoms = start.numSites;
    this.size = 3 * atoms + 6;
    this.scale = Math.sqrt(atoms) * Math.cbrt(start.volume / atoms);
    this.origin = start.fracCoords;
    this.toFractional = inverse(start.lattice.rows);
  }

  /** The crystal at given coordinates; zeros are where it began. */
  structureAt(coordinates: Float64Array): Structure {
    const { lattice, species } = this.start;
    const deformation = deformationOf(this.exponentOf(coordinates));
    const positions = this.origin.map((site, index): Vector3 => {
      const [x, y, z] = timesRows(vectorAt(coordinates, index), this.toFractional);
      return [site[0] + x, site[1] + y, site[2] + z];
    });
    return new Structure(Lattice.fromRows(multiply(lattice.rows, deformation)), species, positions);
  }

  /**
   * The gradient of the energy by the coordinates.
   * @param forces eV/Å @param virial the gradient by the strain of the cell as it is, eV
   */
  gradientAt(coordinates: Float64Array, forces: Float64Array, virial: Matrix3): Float64Array {
    const gradient = new Float64Array(this.size);
    const exponent = this.exponentOf(coordinates);
    const deformation = deformationOf(exponent);
    for (let atom = 0; atom < this.start.numSites; atom++) {
      // Where the atom is moves with the deformation, which is symmetric.
      const pulled = timesRows(vectorAt(forces, atom), deformation);
      gradient.set([-pulled[0], -pulled[1], -pulled[2]], 3 * atom);
    }
    if (this.freedom !== 'fixed') {
      const byDeformation = multiply(transpose(inverse(deformation)), virial);
      const byExponent = allowed(gradientByExponent(exponent, byDeformation), this.freedom);
      gradient.set(this.toSix(byExponent), this.size - 6);
    }
    return gradient;
  }

  private exponentOf(coordinates: Float64Array): Matrix3 {
    const [xx = 0, yy = 0, zz = 0, yz = 0, xz = 0, xy = 0] = coordinates
      .subarray(this.size - 6)
      .map((value) => value / this.scale);
    const [a, b, c] = [yz / ROOT_2, xz / ROOT_2, xy / ROOT_2];
    return [
      [xx, c, b],
      [c, yy, a],
      [b, a, zz],
    ];
  }

  /** Elements off the diagonal are there twice, and count as much as others by their root. */
  private toSix([[xx, xy, xz], [, yy, yz], [, , zz]]: Matrix3): number[] {
    return [xx, yy, zz, ROOT_2 * yz, ROOT_2 * xz, ROOT_2 * xy].map((value) => value / this.scale);
  }
}

/** The part of a symmetric matrix that a cell may follow. */
export function allowed(matrix: Matrix3, freedom: CellFreedom): Matrix3 {
  const mean = trace(matrix) / 3;
  switch (freedom) {
    case 'free':
      return matrix;
    case 'volume':
      return combine(mean, IDENTITY, 0, matrix);
    case 'shape':
      return combine(1, matrix, -mean, IDENTITY);
    case 'fixed':
      return combine(0, matrix, 0, matrix);
  }
}

const vectorAt = (values: ArrayLike<number>, index: number): Vector3 => [
  values[3 * index] ?? NaN,
  values[3 * index + 1] ?? NaN,
  values[3 * index + 2] ?? NaN,
];
