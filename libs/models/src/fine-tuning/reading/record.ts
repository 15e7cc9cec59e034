import {
  CrystalError,
  Molecule,
  parseStructure,
  type ParseOptions,
  type StructureFormat,
} from '@nano-os/crystal';
import { plainCrystal } from '../../calculators/plain-crystal';
import type { PlainCrystal } from '../../runtime/crystals';
import { FineTuningRefused } from '../pairs/refused';
import type { TrainingPair } from '../pairs/training-pair';
import type { PairLimits } from './limits';

/** One record of a file, by the names of its fields. */
export interface PairRecord {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Fields that hold a whole structure, and the format that the name says. */
const STRUCTURES: readonly (readonly [string, StructureFormat | undefined])[] = [
  ['structure', undefined],
  ['cif', 'cif'],
  ['poscar', 'poscar'],
];

/** What a crystal may be given by. */
export const CRYSTAL_FIELDS =
  '"structure", "cif" or "poscar", or "lattice", "species" and "frac" together';

/**
 * The pair that a record holds.
 * @throws {FineTuningRefused} bad-file, naming the line
 */
export function pairOf(record: PairRecord, property: string, limits: PairLimits): TrainingPair {
  const { line, fields } = record;
  const id = fields.id ?? fields.name;
  const label =
    typeof id === 'string' && id !== '' ? `line ${line} (${id.slice(0, 60)})` : `line ${line}`;
  try {
    return { label, crystal: crystalOf(fields, limits), value: valueOf(fields, property) };
  } catch (error) {
    if (!(error instanceof CrystalError) && !(error instanceof BadRecord)) throw error;
    throw badLine(line, error.message);
  }
}

/** @param line counted from 1 */
export function badLine(line: number, message: string): FineTuningRefused {
  return new FineTuningRefused('bad-file', `Line ${line}: ${message}`, [`line ${line}`]);
}

class BadRecord extends Error {}

function valueOf(fields: PairRecord['fields'], property: string): number {
  const { targets } = fields;
  const inner = isObject(targets) ? own(targets, property) : undefined;
  const value = fields.value ?? own(fields, property) ?? inner;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new BadRecord(
    `there is no number under "value" or "${property}", but ${shown(value)}. Give one.`,
  );
}

/** A property may be called as what every object has, such as `constructor`. */
const own = (fields: PairRecord['fields'], name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

function crystalOf(fields: PairRecord['fields'], { maxSites }: PairLimits): PlainCrystal {
  for (const [name, format] of STRUCTURES) {
    const value = fields[name];
    if (value === undefined || value === '') continue;
    const text = typeof value === 'string' ? value : jsonOf(value);
    return parsed(text, { ...(format ? { format } : {}), limits: { maxSites } });
  }
  const lattice = listOf(fields.lattice);
  const species = listOf(fields.species);
  const frac = listOf(fields.frac ?? fields.frac_coords);
  if (!lattice || !species || !frac) throw new BadRecord(`a crystal needs ${CRYSTAL_FIELDS}.`);
  if (species.length > maxSites) {
    throw new BadRecord(`the crystal has ${species.length} sites; at most ${maxSites} are taken.`);
  }
  if (!isTriples(lattice, 3))
    throw new BadRecord('"lattice" is no three rows of three numbers up to 1e6, in Å.');
  if (!isSymbols(species)) throw new BadRecord('"species" is no list of symbols of elements.');
  if (!isTriples(frac, species.length)) {
    throw new BadRecord('"frac" is no list of three numbers up to 1e6 for each of "species".');
  }
  // The reader of structures refuses cells and positions that a search for neighbours never ends with.
  const sites = frac.map((abc, site) => ({ species: [{ element: species[site], occu: 1 }], abc }));
  const structure = JSON.stringify({ lattice: { matrix: lattice }, sites });
  return parsed(structure, { format: 'json', limits: { maxSites } });
}

function parsed(text: string, options: ParseOptions): PlainCrystal {
  const { structure } = parseStructure(text, options);
  if (structure instanceof Molecule) {
    throw new BadRecord('this is a molecule; give it a cell, or leave it out.');
  }
  return plainCrystal(structure);
}

/** A list, or the JSON of one, as a cell of a table has it. */
function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== 'string' || value.trim() === '') return null;
  try {
    const inner: unknown = JSON.parse(value);
    return Array.isArray(inner) ? inner : null;
  } catch (error) {
    throw new BadRecord(`a list in a cell is not JSON: ${String(error).slice(0, 120)}`);
  }
}

/** Values may be nested deeper than can be written. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadRecord('a value is nested too deeply to be a crystal or a number.');
  }
}

type Triple = readonly [number, number, number];

function isTriples(rows: readonly unknown[], count: number): rows is readonly Triple[] {
  return (
    rows.length === count &&
    rows.every((row) => Array.isArray(row) && row.length === 3 && row.every(isSize))
  );
}

const isSize = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= 1e6;

const isSymbols = (values: readonly unknown[]): values is readonly string[] =>
  values.every((value) => typeof value === 'string');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  if (value === undefined || value === '') return 'nothing';
  return jsonOf(value).slice(0, 60);
}
