import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import type { PlainCrystal } from '@nano-os/models';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** A crystal with what was calculated of it. */
export interface MeasuredCrystal extends PlainCrystal {
  readonly set: string;
  readonly structure: Structure;
  readonly targets: Readonly<Record<string, number | undefined>>;
  /** Which half it belongs to, by its reduced formula: no composition is in both. */
  readonly half: 0 | 1;
}

interface Row {
  readonly source: string;
  readonly lattice: Matrix3;
  readonly species: readonly string[];
  readonly frac: readonly Vector3[];
  readonly targets: Readonly<Record<string, number | undefined>>;
}

/** Reads a file of crystals, one a line in gzipped JSON. */
export async function readMeasured(path: string): Promise<MeasuredCrystal[]> {
  const crystals: MeasuredCrystal[] = [];
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) {
    const { source, lattice, species, frac, targets } = JSON.parse(line) as Row;
    const structure = new Structure(Lattice.fromRows(lattice), species, frac);
    const plain = { lattice, species, fracCoords: frac };
    crystals.push({ ...plain, set: source, structure, targets, half: halfOf(structure) });
  }
  return crystals;
}

function halfOf({ reducedFormula }: Structure): 0 | 1 {
  const [first = 0] = createHash('sha256').update(reducedFormula).digest();
  return first % 2 === 0 ? 0 : 1;
}
