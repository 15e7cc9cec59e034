/** Most properties of one simulation. */
export const MAX_PROPERTIES = 100;
export const MAX_UNIT_LENGTH = 50;

/** What a property may be called. */
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
/** One line without blanks at its ends. */
const UNIT = /^[^\s\p{C}]([^\p{C}\u2028\u2029]*[^\s\p{C}])?$/u;

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function faultOfNames(names: readonly string[]): string | undefined {
  const strange = names.find((name) => !NAME.test(name));
  if (strange === undefined) return undefined;
  const shown = JSON.stringify(strange.slice(0, 70));
  return `has the name ${shown}; a name is a letter, then up to 63 letters, digits, _ . or -`;
}

/** What is wrong with a summary, to be put after its name; undefined when nothing is. */
export function faultOfSummary(summary: unknown): string | undefined {
  if (!isPlainObject(summary)) return 'must be an object of names and numbers';
  const entries = Object.entries(summary);
  if (entries.length === 0 || entries.length > MAX_PROPERTIES) {
    return `must hold 1 to ${MAX_PROPERTIES} properties`;
  }
  const strange = faultOfNames(Object.keys(summary));
  if (strange !== undefined) return strange;
  const wrong = entries.find(([, value]) => !Number.isFinite(value));
  return wrong && `must give a finite number for ${wrong[0]}`;
}

/** What is wrong with the units beside a summary, to be put after their name. */
export function faultOfUnits(units: unknown, summary: unknown): string | undefined {
  if (!isPlainObject(units)) return 'must be an object of names and units';
  const names = Object.keys(units);
  if (names.length > MAX_PROPERTIES) return `must hold at most ${MAX_PROPERTIES} units`;
  const strange = faultOfNames(names);
  if (strange !== undefined) return strange;
  const known = isPlainObject(summary) ? summary : {};
  const stray = names.find((name) => !Object.hasOwn(known, name));
  if (stray !== undefined) return `names ${stray}, which is not in summary`;
  const wrong = Object.entries(units).find(([, unit]) => !isUnit(unit));
  return wrong && `must give ${wrong[0]} a unit of 1 to ${MAX_UNIT_LENGTH} characters`;
}

const isUnit = (unit: unknown): boolean =>
  typeof unit === 'string' && unit.length <= MAX_UNIT_LENGTH && UNIT.test(unit);
