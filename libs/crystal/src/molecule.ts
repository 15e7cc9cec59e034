import { compositionOf, formulaOf, reducedFormulaOf, type Composition } from './composition';
import { checkSites } from './sites';
import type { Vector3 } from './vectors';

/** Atoms without a lattice. */
export class Molecule {
  /**
   * @param species element symbol of each atom
   * @param cartCoords Å, in the same order
   * @throws {CrystalError} unknown-element, bad-coordinates
   */
  constructor(
    readonly species: readonly string[],
    readonly cartCoords: readonly Vector3[],
  ) {
    checkSites(species, cartCoords);
  }

  get numSites(): number {
    return this.species.length;
  }

  get composition(): Composition {
    return compositionOf(this.species);
  }

  get formula(): string {
    return formulaOf(this.composition);
  }

  get reducedFormula(): string {
    return reducedFormulaOf(this.composition);
  }
}
