import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A crystal as the programs of both sides read it. */
export interface Crystal {
  /** Rows are the cell vectors, Å. */
  readonly lattice: Matrix3;
  readonly species: readonly string[];
  readonly frac: readonly Vector3[];
}

interface GoldenRecord extends Crystal {
  readonly expected: { readonly cgcnn_tie_at_12: boolean };
}

/** How far an atom of a thermal structure is moved at most, along each axis, Å. */
const SHAKE = 0.05;

/** Real crystals with what makes them easy to choose from, of the folder that `NANO_OS_SHARED` names. */
export class SharedCrystals {
  private readonly records: readonly Crystal[];

  constructor(readonly folder: string) {
    const path = join(folder, 'data/mp-2021-pbe.jsonl.gz');
    const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
    this.records = lines.map((line) => plain(JSON.parse(line) as Crystal));
  }

  /** Every fourth of the golden crystals, and whether neighbours tie for the twelfth place. */
  golden(): { crystal: Crystal; ties: boolean }[] {
    const path = join(this.folder, 'golden/upstream-predictions.json');
    const records = JSON.parse(readFileSync(path, 'utf8')) as GoldenRecord[];
    return records
      .filter((_, index) => index % 4 === 0)
      .map((record) => ({ crystal: plain(record), ties: record.expected.cgcnn_tie_at_12 }));
  }

  /** As many crystals, drawn by a fixed seed from those of up to so many atoms. */
  draw(count: number, mostAtoms = Infinity): Crystal[] {
    const random = randomOf(20_180_601);
    const left = this.records.filter(({ species }) => species.length <= mostAtoms);
    return Array.from({ length: count }, () => {
      const [chosen] = left.splice(Math.floor(random() * left.length), 1);
      if (!chosen) throw new Error(`There are not ${count} crystals of up to ${mostAtoms} atoms`);
      return chosen;
    });
  }

  /** Some crystals of exactly so many atoms. */
  ofSize(atoms: number, count: number): Crystal[] {
    const all = this.records.filter(({ species }) => species.length === atoms);
    return all.slice(0, count);
  }
}

const plain = ({ lattice, species, frac }: Crystal): Crystal => ({ lattice, species, frac });

/** Numbers from 0 to 1, the same for the same seed (the mulberry32 generator). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Some cells beside each other, with every atom moved a little: no two are alike, as in a structure
 * at some temperature.
 */
export function shaken(crystal: Crystal, times: readonly [number, number, number]): Crystal {
  const structure = new Structure(
    Lattice.fromRows(crystal.lattice),
    crystal.species,
    crystal.frac,
  ).supercell(times);
  const random = randomOf(structure.numSites);
  const away = (): number => SHAKE * (2 * random() - 1);
  return {
    lattice: structure.lattice.rows,
    species: structure.species,
    frac: structure.fracCoords.map(([u, v, w]) => {
      const [du, dv, dw] = structure.lattice.toFractional([away(), away(), away()]);
      return [u + du, v + dv, w + dw];
    }),
  };
}
