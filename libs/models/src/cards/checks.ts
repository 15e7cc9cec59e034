import { ModelError } from '../errors';

/**
 * Gives the value back, typed, or says what is wrong with it and where.
 * @param path of the value within its document, such as `properties[0].unit`
 * @throws {ModelError} bad-card
 */
export type Check<T> = (value: unknown, path: string) => T;

/** @throws {ModelError} bad-card, always */
export function refuse(path: string, wanted: string, value: unknown): never {
  throw new ModelError('bad-card', `card.json: ${path}: expected ${wanted}, found ${shown(value)}`);
}

/** Enough of a value of a document to recognise it by, however large it is. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const anyRecord: Check<Record<string, unknown>> = (value, path) =>
  isRecord(value) ? value : refuse(path, 'an object', value);

/** An object with these fields, all of them that are not optional, and no others. */
export function object<T extends object>(fields: { [K in keyof T]-?: Check<T[K]> }): Check<T> {
  return (value, path) => {
    const found = anyRecord(value, path || 'the document');
    const at = (name: string): string => (path ? `${path}.${name}` : name);
    for (const name of Object.keys(found)) {
      if (!Object.hasOwn(fields, name)) refuse(at(name), 'no field of this name', found[name]);
    }
    const names = Object.keys(fields) as (keyof T & string)[];
    const entries = names.map((name) => {
      const given = Object.hasOwn(found, name) ? found[name] : undefined;
      return [name, fields[name](given, at(name))] as const;
    });
    return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined)) as T;
  };
}

/** A field that may be left out. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, path) => (value === undefined ? undefined : check(value, path));
}

/** An object whose keys are free but for their pattern. */
export function dictionary<T>(key: RegExp, item: Check<T>): Check<Record<string, T>> {
  return (value, path) => {
    const entries = Object.entries(anyRecord(value, path)).map(([name, entry]) => {
      const at = `${path}.${name.slice(0, 60)}`;
      if (!key.test(name)) refuse(at, `a name that fits ${String(key)}`, name);
      return [name, item(entry, at)] as const;
    });
    return Object.fromEntries(entries);
  };
}

export function list<T>(item: Check<T>, least: number, most: number): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) refuse(path, 'a list', value);
    if (value.length < least || value.length > most) {
      refuse(path, least === most ? `${least} entries` : `${least} to ${most} entries`, value);
    }
    return value.map((entry, index) => item(entry, `${path}[${index}]`));
  };
}

/** Not blank, and without characters that would do something to a terminal. */
const PLAIN = /^[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u;

/** @param most characters */
export function text(pattern = PLAIN, wanted = 'a text', most = 2000): Check<string> {
  return (value, path) =>
    typeof value === 'string' && value.length <= most && pattern.test(value)
      ? value
      : refuse(path, wanted, value);
}

export function number(wanted: string, fits: (value: number) => boolean = () => true) {
  const check: Check<number> = (value, path) =>
    typeof value === 'number' && Number.isFinite(value) && fits(value)
      ? value
      : refuse(path, wanted, value);
  return check;
}

export function choice<T extends string | number>(...choices: readonly T[]): Check<T> {
  return (value, path) => {
    const found = choices.find((candidate) => candidate === value);
    return found ?? refuse(path, choices.join(' or '), value);
  };
}

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}
