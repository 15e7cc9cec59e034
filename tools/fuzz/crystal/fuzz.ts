import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Molecule,
  parseStructure,
  STRUCTURE_FORMATS,
  StructureFormatError,
  writeStructure,
  type Structure,
  type StructureFormat,
  type WritableFormat,
} from '@nano-os/crystal';
import { mutate, toBytes } from './mutate';
import { Random } from './random';

/** A file to start from. */
export interface Seed {
  name: string;
  format: StructureFormat;
  text: string;
}

/** A mutant and what came of it. */
export interface Case {
  index: number;
  seed: Seed;
  text: string;
  bytes: Uint8Array;
  /** Present where the mutant is still read. */
  structure?: Structure | Molecule;
  /** Code of the refusal, where it is not. */
  code?: string;
  /** What is wrong with the reader: neither a sound structure nor a refusal that says what to do. */
  fault?: string;
  milliseconds: number;
}

/** The project's own fixtures. */
export function readSeeds(root: string): Seed[] {
  const folder = join(root, 'libs/crystal/test-fixtures');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const format = STRUCTURE_FORMATS.find((each) => name.endsWith(`.${each}`));
      const text = (): string => readFileSync(join(folder, name), 'utf8');
      return format === undefined ? [] : [{ name, format, text: text() }];
    });
}

/** The mutant of this number, read, checked and written again. The same number makes the same case. */
export function runCase(index: number, seeds: readonly Seed[]): Case {
  const random = new Random(Math.imul(index + 1, 0x9e3779b1));
  const seed = random.pick(seeds);
  const text = mutate(
    seed.text,
    random,
    seeds.map((other) => other.text),
  );
  const bytes = toBytes(text, random);
  const base = { index, seed, text, bytes };
  const start = performance.now();
  try {
    const detects = random.next() < 0.3;
    const parsed = parseStructure(bytes, detects ? {} : { format: seed.format });
    const milliseconds = performance.now() - start;
    const { structure } = parsed;
    const fault = unsound(structure) ?? unlikeItsCopy(structure, random);
    return { ...base, structure, fault, milliseconds };
  } catch (error) {
    const milliseconds = performance.now() - start;
    if (error instanceof StructureFormatError) {
      const fault = error.message.length > 20 ? undefined : `terse refusal: ${error.message}`;
      return { ...base, code: error.code, fault, milliseconds };
    }
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...base, fault, milliseconds };
  }
}

function unsound(structure: Structure | Molecule): string | undefined {
  if (structure.numSites < 1 || structure.numSites > 10_000) return 'number of sites';
  const numbers: readonly number[] =
    structure instanceof Molecule
      ? structure.cartCoords.flat()
      : [...structure.lattice.rows.flat(), ...structure.fracCoords.flat(), structure.volume];
  return numbers.every(Number.isFinite) ? undefined : 'a number that is not finite';
}

const COPIES: readonly WritableFormat[] = ['cif', 'poscar', 'xyz', 'json', 'optimade'];

/** Whether the structure written in some format and read again has other sites. */
function unlikeItsCopy(structure: Structure | Molecule, random: Random): string | undefined {
  const molecule = structure instanceof Molecule;
  const format = random.pick(molecule ? COPIES.slice(2) : COPIES);
  const copy = parseStructure(writeStructure(structure, format), {
    format: format === 'optimade' ? 'json' : format,
  }).structure;
  if (copy.species.join() !== structure.species.join()) return `species changed through ${format}`;
  if (molecule !== copy instanceof Molecule) return `kind changed through ${format}`;
  for (const [site, position] of structure.cartCoords.entries()) {
    const again = copy.cartCoords[site] ?? [];
    const offs = position.map((value, axis) => value - (again[axis] ?? NaN));
    if (structure instanceof Molecule || copy instanceof Molecule || format !== 'cif') {
      if (!offs.every((off) => Math.abs(off) < 1e-6)) return `site ${site} moved through ${format}`;
      continue;
    }
    // A CIF keeps no orientation, and its sites are brought into the cell.
    const [one = [], other = []] = [structure.fracCoords[site], copy.fracCoords[site]];
    for (const axis of [0, 1, 2] as const) {
      const off = (one[axis] ?? NaN) - (other[axis] ?? NaN);
      const length = [structure.lattice.a, structure.lattice.b, structure.lattice.c][axis] ?? 1;
      if (!(Math.abs(off - Math.round(off)) * length < 1e-5)) {
        return `site ${site} moved through ${format} along ${axis} by ${off}`;
      }
    }
  }
  return undefined;
}
