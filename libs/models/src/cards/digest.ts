import { createHash } from 'node:crypto';
import type { ModelCard } from './card';

/** SHA-256, 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Tells two models apart whose answers or confidences may differ: a digest of the card's fields
 * that they come from and, by its own digest, of the file of weights. What a card only says about
 * its model (description, licence, citation) does not count.
 */
export function digestOf(card: ModelCard): string {
  const { architecture, version, config, properties, elements, heldOut, files } = card;
  return sha256(canonical({ architecture, version, config, properties, elements, heldOut, files }));
}

/** JSON in which the order of an object's keys does not show. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([p], [q]) => (p < q ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
