import { ProblemException } from '../errors/problems';

/** Deeper bodies serve no route, and recursive code below would run out of stack on them. */
export const MAX_JSON_DEPTH = 64;

/** Text that PostgreSQL cannot keep: NUL, or half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * Refuses what no route can use and the layers below cannot hold: members nested too deep, and
 * text with NUL or unpaired surrogates. `exempt` names top-level members that have a reader of
 * their own (the content of a structure file).
 * @throws {ProblemException} invalid-request
 */
export function assertPlainJson(body: unknown, exempt: ReadonlySet<string> = new Set()): void {
  const pending: { value: unknown; path: string; depth: number }[] = [
    { value: body, path: '', depth: 0 },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isStorable(value)) {
      throw fault(path, 'must not contain NUL or unpaired surrogates');
    }
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (depth >= MAX_JSON_DEPTH) {
      throw fault(path.slice(0, 100), `is nested deeper than ${MAX_JSON_DEPTH} levels`);
    }
    for (const [name, member] of Object.entries(value)) {
      if (!isStorable(name)) throw fault(path, 'has a member name with NUL or surrogates');
      if (depth === 0 && exempt.has(name) && typeof member === 'string') continue;
      if (typeof member === 'string' || (typeof member === 'object' && member !== null)) {
        pending.push({
          value: member,
          path: path === '' ? name : `${path}.${name}`,
          depth: depth + 1,
        });
      }
    }
  }
}

function fault(path: string, message: string): ProblemException {
  const field = path === '' ? 'body' : path;
  const text = `${field} ${message}`;
  return new ProblemException('invalid-request', text, { errors: [{ field, message: text }] });
}
