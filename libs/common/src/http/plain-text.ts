import { invalidField } from '../errors/problems';

/** Deeper bodies serve no route, and recursive code below would run out of stack on them. */
export const MAX_JSON_DEPTH = 64;
/** More than any route can use; what comes after would spend microseconds on each. */
export const MAX_JSON_VALUES = 50_000;

interface Fault {
  /** Names and indices from the body to what is at fault. */
  path: string[];
  message: string;
}

/**
 * Refuses what no route can use and the layers below cannot hold: members nested too deep or too
 * many, and text with NUL or unpaired surrogates. `exempt` names top-level members that have a
 * reader of their own (the content of a structure file).
 * @throws {ProblemException} invalid-request
 */
export function assertPlainJson(body: unknown, exempt: ReadonlySet<string> = new Set()): void {
  const fault = faultIn(body, 0, { left: MAX_JSON_VALUES }, exempt);
  if (!fault) return;
  const field = fault.path.join('.').slice(0, 100) || 'body';
  throw invalidField(field, `${field} ${fault.message}`);
}

/** Text that PostgreSQL cannot keep: NUL, or half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

function faultIn(
  value: unknown,
  depth: number,
  budget: { left: number },
  exempt?: ReadonlySet<string>,
): Fault | undefined {
  if (typeof value === 'string') {
    const message = 'must not contain NUL or unpaired surrogates';
    return isStorable(value) ? undefined : { path: [], message };
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined;
  if (depth >= MAX_JSON_DEPTH) {
    return { path: [], message: `is nested deeper than ${MAX_JSON_DEPTH} levels` };
  }
  // Counted before they are looked at: listing millions of members is what has to be spared.
  budget.left -= Array.isArray(value) ? value.length : 0;
  const names = budget.left < 0 ? [] : Object.keys(value);
  budget.left -= Array.isArray(value) ? 0 : names.length;
  if (budget.left < 0) {
    return { path: [], message: `holds more than ${MAX_JSON_VALUES} values` };
  }
  for (const name of names) {
    if (!isStorable(name)) return { path: [], message: 'has a member name with NUL or surrogates' };
    const member = (value as Record<string, unknown>)[name];
    if (exempt?.has(name) && typeof member === 'string') continue;
    const fault = faultIn(member, depth + 1, budget);
    if (fault) return { ...fault, path: [name, ...fault.path] };
  }
  return undefined;
}
