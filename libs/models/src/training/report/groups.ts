import {
  analyseSymmetry,
  CrystalError,
  elementBySymbol,
  type CrystalSystem,
} from '@nano-os/crystal';
import { structureOf } from '../../calculators/plain-crystal';
import { crystalOf } from '../rows/crystal-of';
import { errorOf, type Judged } from './judged';

/** Mean absolute error of the crystals that have something in common. */
export interface GroupError {
  readonly group: string;
  readonly n: number;
  readonly mae: number;
}

const SYSTEMS: readonly (CrystalSystem | 'unknown')[] = [
  'triclinic',
  'monoclinic',
  'orthorhombic',
  'tetragonal',
  'trigonal',
  'hexagonal',
  'cubic',
  'unknown',
];

/** By set, in alphabetical order. */
export function errorsBySource(judged: readonly Judged[]): GroupError[] {
  const groups = grouped(judged, ({ row }) => [row.source]);
  return groups.sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** By element, with each crystal counted for all that it has; by atomic number. */
export function errorsByElement(judged: readonly Judged[]): GroupError[] {
  const numberOf = (symbol: string): number => elementBySymbol(symbol)?.number ?? 0;
  const groups = grouped(judged, ({ row }) => [...new Set(row.species)]);
  return groups.sort((a, b) => numberOf(a.group) - numberOf(b.group));
}

/** By crystal system, from the least symmetric on. */
export function errorsBySystem(judged: readonly Judged[]): GroupError[] {
  const systems = new Map<Judged['row'], string>();
  const groups = grouped(judged, ({ row }) => {
    const system = systems.get(row) ?? systemOf(row);
    systems.set(row, system);
    return [system];
  });
  const place = (name: string): number => SYSTEMS.findIndex((system) => system === name);
  return groups.sort((a, b) => place(a.group) - place(b.group));
}

function systemOf(row: Judged['row']): string {
  try {
    return analyseSymmetry(structureOf(crystalOf(row))).crystalSystem;
  } catch (error) {
    if (error instanceof CrystalError) return 'unknown';
    throw error;
  }
}

function grouped(
  judged: readonly Judged[],
  groupsOf: (each: Judged) => readonly string[],
): GroupError[] {
  const errors = new Map<string, number[]>();
  for (const each of judged) {
    for (const group of groupsOf(each)) {
      const known = errors.get(group) ?? [];
      known.push(errorOf(each));
      errors.set(group, known);
    }
  }
  return [...errors].map(([group, values]) => ({
    group,
    n: values.length,
    mae: values.reduce((sum, x) => sum + x, 0) / values.length,
  }));
}
