import type { ModelResult } from '@nano-os/ml';

const UNITS: ReadonlyMap<string, string> = new Map([
  ['bandgap', 'eV'],
  ['formation_energy', 'eV/atom'],
  ['bulk_modulus', 'GPa'],
  ['shear_modulus', 'GPa'],
  ['energy', 'eV'],
  ['forces', 'eV/Å'],
  ['stresses', 'GPa'],
]);

/** Name, value, unit and confidence of each property, moduli by their own names. */
export function propertyRows({ properties, confidenceScores }: ModelResult): string[][] {
  const rows = Object.entries(properties).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'number') return [[name, value.toFixed(4)]];
    if (Array.isArray(value)) return [[name, largestOf(value)]];
    return Object.entries(value).map(([own, modulus]) => [own, modulus.toFixed(2)]);
  });
  return rows.map(([name, value]) => [
    name,
    value,
    UNITS.get(name) ?? '',
    confidenceScores[name]?.toFixed(2) ?? '',
  ]);
}

/** Of forces and stresses, which are whole in JSON. */
function largestOf(rows: readonly (readonly number[])[]): string {
  return `up to ${Math.max(...rows.flat().map(Math.abs)).toFixed(4)}`;
}
