import {
  inverse,
  Lattice,
  multiply,
  Structure,
  symmetryOperations,
  timesRows,
  type Matrix3,
  type SymmetryOperation,
  type Vector3,
} from '@nano-os/crystal';
import { combine, functionOf, IDENTITY, transpose } from '../linear/matrix3';

/** An operation with what it does to the sites. */
interface SiteOperation extends SymmetryOperation {
  /** The site that each one is carried onto. */
  readonly onto: readonly number[];
}

/** Takes out of forces and stresses what a crystal's symmetry does not allow. */
export class SymmetryProjector {
  private constructor(
    private readonly operations: readonly SiteOperation[],
    /** The crystal, brought onto its symmetry exactly. */
    readonly structure: Structure,
  ) {}

  /**
   * @param symprec Å; how far a site may be from where symmetry puts it
   * @throws {CrystalError} symmetry-not-found
   */
  static of(structure: Structure, symprec: number): SymmetryProjector {
    const operations = symmetryOperations(structure, { symprec }).map((operation) => ({
      ...operation,
      onto: structure.fracCoords.map((_, site) => imageOf(site, operation, structure)),
    }));
    return new SymmetryProjector(operations, symmetrised(structure, operations));
  }

  /** @param forces three components a site @param lattice of the crystal as it is by now */
  forces(forces: Float64Array, lattice: Matrix3): Float64Array {
    const sums = new Float64Array(forces.length);
    for (const { rotation, onto } of this.operations) {
      const turn = inCartesian(rotation, lattice);
      onto.forEach((to, from) => {
        const turned = timesRows(vectorAt(forces, from), turn);
        turned.forEach((value, axis) => {
          sums[3 * to + axis] = (sums[3 * to + axis] ?? NaN) + value;
        });
      });
    }
    return sums.map((value) => value / this.operations.length);
  }

  /** @param stress symmetric */
  stress(stress: Matrix3, lattice: Matrix3): Matrix3 {
    const share = 1 / this.operations.length;
    return this.operations.reduce(
      (sum, { rotation }) => {
        const turn = inCartesian(rotation, lattice);
        return combine(1, sum, share, multiply(multiply(transpose(turn), stress), turn));
      },
      combine(0, IDENTITY, 0, IDENTITY),
    );
  }
}

const vectorAt = (values: ArrayLike<number>, site: number): Vector3 => [
  values[3 * site] ?? NaN,
  values[3 * site + 1] ?? NaN,
  values[3 * site + 2] ?? NaN,
];

/** The rotation of fractional columns, for Cartesian rows. */
function inCartesian(rotation: Matrix3, lattice: Matrix3): Matrix3 {
  return multiply(multiply(inverse(lattice), transpose(rotation)), lattice);
}

/** Where an operation puts a site, fractional. */
function carried(site: Vector3, { rotation, translation }: SymmetryOperation): Vector3 {
  const [x, y, z] = timesRows(site, transpose(rotation));
  return [x + translation[0], y + translation[1], z + translation[2]];
}

/** The shortest way from one fractional position to an image of another. */
function shortestWay(from: Vector3, to: Vector3): Vector3 {
  const way = (axis: 0 | 1 | 2): number => {
    const x = to[axis] - from[axis];
    return x - Math.round(x);
  };
  return [way(0), way(1), way(2)];
}

function imageOf(site: number, operation: SymmetryOperation, structure: Structure): number {
  const { lattice, species, fracCoords } = structure;
  const position = carried(fracCoords[site] ?? [NaN, NaN, NaN], operation);
  let nearest = Infinity;
  let found = site;
  fracCoords.forEach((other, index) => {
    if (species[index] !== species[site]) return;
    const distance = Math.hypot(...lattice.toCartesian(shortestWay(position, other)));
    if (distance >= nearest) return;
    nearest = distance;
    found = index;
  });
  return found;
}

/** The mean of the images of a crystal under its operations. */
function symmetrised(structure: Structure, operations: readonly SiteOperation[]): Structure {
  const { lattice, species, fracCoords } = structure;
  const share = 1 / operations.length;
  const metric = multiply(lattice.rows, transpose(lattice.rows));
  const zero = combine(0, IDENTITY, 0, IDENTITY);
  const mean = operations.reduce((sum, { rotation }) => {
    const image = multiply(multiply(transpose(rotation), metric), rotation);
    return combine(1, sum, share, image);
  }, zero);
  // h S with S² = h⁻¹ mean h⁻ᵀ has the metric `mean`, and is not turned against h.
  const back = inverse(lattice.rows);
  const stretch = functionOf(multiply(multiply(back, mean), transpose(back)), Math.sqrt);
  const shifts = new Float64Array(3 * species.length);
  for (const operation of operations) {
    operation.onto.forEach((to, from) => {
      const image = carried(fracCoords[from] ?? [NaN, NaN, NaN], operation);
      const way = shortestWay(fracCoords[to] ?? [NaN, NaN, NaN], image);
      way.forEach((value, axis) => {
        shifts[3 * to + axis] = (shifts[3 * to + axis] ?? NaN) + share * value;
      });
    });
  }
  const moved = fracCoords.map((site, index): Vector3 => {
    const [x, y, z] = vectorAt(shifts, index);
    return [site[0] + x, site[1] + y, site[2] + z];
  });
  return new Structure(Lattice.fromRows(multiply(lattice.rows, stretch)), species, moved);
}
