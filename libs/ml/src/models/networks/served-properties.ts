/** The order in which properties are listed and answered; others follow by their names. */
const ORDER = [
  'bandgap',
  'formation_energy',
  'stability_score',
  'elastic_moduli',
  'dielectric',
  'energy',
  'forces',
  'stresses',
];

const MODULI: ReadonlySet<string> = new Set(['bulk_modulus', 'shear_modulus']);

/** Gaps as other functionals give them: told beside the answer, which is PBE's. */
const FUNCTIONALS: ReadonlyMap<string, string> = new Map([
  ['bandgap_gllb_sc', 'GLLB-SC'],
  ['bandgap_hse', 'HSE'],
  ['bandgap_scan', 'SCAN'],
]);

/** Equal crystals share these only where their cells, sites and axes agree too. */
const OF_THE_CELL: ReadonlySet<string> = new Set(['energy', 'forces', 'stresses']);

export const isModulus = (property: string): boolean => MODULI.has(property);

export const isBandgap = (property: string): boolean =>
  property === 'bandgap' || FUNCTIONALS.has(property);

/** Whether a value belongs to a crystal as its record has it: to its cell, sites and axes. */
export const isOfTheCell = (property: string): boolean => OF_THE_CELL.has(property);

/** Null for what is answered as a property of its own. */
export const functionalOf = (property: string): string | null => FUNCTIONALS.get(property) ?? null;

/** The name under which the API answers a property of a card; null for what is told in the notes. */
export function servedName(property: string): string | null {
  if (functionalOf(property) !== null) return null;
  return isModulus(property) ? 'elastic_moduli' : property;
}

/** Properties in the order of answers, each once; moduli stand where `elastic_moduli` does. */
export function inServedOrder(properties: Iterable<string>): string[] {
  const place = (property: string): number => {
    const index = ORDER.indexOf(servedName(property) ?? '');
    return index < 0 ? ORDER.length : index;
  };
  return [...new Set(properties)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** The properties that a family lists: the least that it promises, and what else is installed. */
export function supportedProperties(
  least: readonly string[],
  installed: Iterable<string>,
): string[] {
  const served = [...installed].flatMap((property) => servedName(property) ?? []);
  return [...new Set([...least, ...inServedOrder(served)])];
}
