import { compositionOf, formulaOf, reducedFormulaOf, type Composition } from './composition';
import { elementBySymbol } from './elements';
import { CrystalError } from './errors';
import { Lattice } from './lattice';
import { Molecule } from './molecule';
import { checkSites } from './sites';
import { latticePointsIn } from './supercell';
import {
  add,
  determinant,
  inverse,
  multiply,
  timesRows,
  type Matrix3,
  type Vector3,
} from './vectors';

/** Mass of one atomic mass unit over one Å³, in g/cm³. */
const GRAM_PER_CM3 = 1.66053906892;

/** A crystal or a molecule. */
export type AtomicStructure = Structure | Molecule;

/** A crystal: a lattice and the sites that it repeats, in the order they were given. */
export class Structure {
  private cart?: readonly Vector3[];

  /**
   * @param species element symbol of each site
   * @param fracCoords fractional coordinates in the same order, kept as they are
   * @throws {CrystalError} unknown-element, bad-coordinates, no-sites
   */
  constructor(
    readonly lattice: Lattice,
    readonly species: readonly string[],
    readonly fracCoords: readonly Vector3[],
  ) {
    checkSites(species, fracCoords);
  }

  /** @param cartCoords Å */
  static fromCartesian(
    lattice: Lattice,
    species: readonly string[],
    cartCoords: readonly Vector3[],
  ): Structure {
    return new Structure(
      lattice,
      species,
      cartCoords.map((position) => lattice.toFractional(position)),
    );
  }

  /** Å */
  get cartCoords(): readonly Vector3[] {
    this.cart ??= this.fracCoords.map((position) => this.lattice.toCartesian(position));
    return this.cart;
  }

  get numSites(): number {
    return this.species.length;
  }

  get composition(): Composition {
    return compositionOf(this.species);
  }

  /** All atoms of the cell, such as `Li4Fe4P4O16`. */
  get formula(): string {
    return formulaOf(this.composition);
  }

  /** The smallest whole numbers, such as `LiFePO4`. */
  get reducedFormula(): string {
    return reducedFormulaOf(this.composition);
  }

  /** Å³ */
  get volume(): number {
    return this.lattice.volume;
  }

  /** g/cm³ */
  get density(): number {
    const mass = this.species.reduce(
      (sum, symbol) => sum + (elementBySymbol(symbol)?.mass ?? 0),
      0,
    );
    return (mass * GRAM_PER_CM3) / this.volume;
  }

  /**
   * The same crystal in a larger cell.
   * @param size cells along each vector, or a matrix of whole numbers whose rows are the new
   *   vectors in units of the old ones
   * @throws {CrystalError} bad-supercell
   */
  supercell(size: Vector3 | Matrix3): Structure {
    const matrix = isMatrix(size) ? size : diagonal(size);
    const cells = Math.abs(determinant(matrix));
    if (!matrix.flat().every(Number.isInteger) || Math.round(cells) === 0) {
      throw new CrystalError('bad-supercell', 'A supercell is whole numbers that span a volume.');
    }
    const back = inverse(matrix);
    const points = latticePointsIn(matrix);
    const species: string[] = [];
    const coords: Vector3[] = [];
    this.fracCoords.forEach((position, site) => {
      for (const point of points) {
        species.push(this.species[site] ?? '');
        coords.push(timesRows(add(position, point), back));
      }
    });
    return new Structure(Lattice.fromRows(multiply(matrix, this.lattice.rows)), species, coords);
  }

  /** All sites moved by `vector`, in fractional coordinates. */
  translated(vector: Vector3): Structure {
    const coords = this.fracCoords.map((position) => add(position, vector));
    return new Structure(this.lattice, this.species, coords);
  }

  /**
   * The sites in another order: site `i` of the answer is site `order[i]` of this one.
   * @throws {CrystalError} bad-order when `order` is no permutation
   */
  permuted(order: readonly number[]): Structure {
    const known = new Set(order);
    const fits = order.every((site) => Number.isInteger(site) && site >= 0 && site < this.numSites);
    if (known.size !== this.numSites || order.length !== this.numSites || !fits) {
      throw new CrystalError(
        'bad-order',
        `The order must name each of ${this.numSites} sites once.`,
      );
    }
    return new Structure(
      this.lattice,
      order.map((site) => this.species[site] ?? ''),
      order.map((site) => this.fracCoords[site] ?? [0, 0, 0]),
    );
  }
}

function isMatrix(size: Vector3 | Matrix3): size is Matrix3 {
  return Array.isArray(size[0]);
}

const diagonal = ([a, b, c]: Vector3): Matrix3 => [
  [a, 0, 0],
  [0, b, 0],
  [0, 0, c],
];
