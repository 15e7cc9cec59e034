import { createHash } from 'node:crypto';

export const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const ACCESS_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const API_KEY = /nano_([0-9a-f]{8})(?:_[\w-]{43})?/g;

const NOON = '2026-01-31T12:00:00.000Z';
const TIMES: Readonly<Record<string, string>> = {
  started_at: '2026-01-31T12:00:00.041Z',
  finished_at: '2026-01-31T12:00:12.305Z',
  expires_at: '2026-05-01T12:00:00.000Z',
};

/** Members that are another number each time, and one that could have been. */
const FIGURES: Readonly<Record<string, number>> = { inference_time_ms: 1.3, seconds_left: 2 };
/** Members that are another secret, digest or place each time. */
const DIGESTS: ReadonlySet<string> = new Set(['weights_digest', 'digest', 'sha256']);
const SECRETS: ReadonlySet<string> = new Set(['refresh_token', 'next_cursor']);

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const hex = (text: string): string => sha256(text).toString('hex');
const secret = (text: string): string => sha256(text).toString('base64url');

/** A UUID that looks like any other, and is the same each time. */
export function uuidOf(name: string): string {
  const digits = hex(name);
  const [a, b, c, d] = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(13, 16),
    digits.slice(17, 20),
  ];
  return `${a}-${b}-4${c}-8${d}-${digits.slice(20, 32)}`;
}

/**
 * Gives what differs from run to run (ids, times, tokens, durations) the values that a first run
 * might have had. What was one id stays one throughout a guide.
 */
export class Steadier {
  private readonly known: Map<string, string>;

  /** @param fixed ids that the guide itself names */
  constructor(fixed: readonly string[]) {
    this.known = new Map(fixed.map((id) => [id, id]));
  }

  json(value: unknown, name = ''): unknown {
    if (typeof value === 'string') return this.member(name, value);
    if (typeof value === 'number') return FIGURES[name] ?? value;
    if (Array.isArray(value)) return value.map((item: unknown) => this.json(item, name));
    if (typeof value !== 'object' || value === null) return value;
    // Names of members may be ids too.
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.text(key), this.json(item, key)]),
    );
  }

  text(text: string): string {
    return text
      .replaceAll(TIME, NOON)
      .replaceAll(UUID, (id) => this.alias('id', id, uuidOf))
      .replaceAll(ACCESS_TOKEN, `${secret('token').slice(0, 6)}…`)
      .replaceAll(API_KEY, (key, prefix: string) => this.apiKey(key, prefix));
  }

  private member(name: string, value: string): string {
    if (new RegExp(`^${TIME.source}$`).test(value)) return TIMES[name] ?? NOON;
    if (DIGESTS.has(name)) return this.alias('digest', value, hex);
    if (SECRETS.has(name)) return secret(name);
    return this.text(value);
  }

  private apiKey(key: string, prefix: string): string {
    const shown = this.alias('key', prefix, (name) => hex(name).slice(0, 8));
    return key.length > `nano_${prefix}`.length
      ? `nano_${shown}_${secret(shown)}`
      : `nano_${shown}`;
  }

  /** What stands for a value: the same each time that it comes. */
  private alias(kind: string, value: string, make: (name: string) => string): string {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const made = make(`${kind} ${this.known.size + 1}`);
    this.known.set(value, made);
    return made;
  }
}
