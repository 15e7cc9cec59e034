import { ModelError } from '../errors';
import type { ModelCard } from './card';
import { parseCard } from './parse-card';

/** Far above what any card needs, far below what would fill the memory. */
export const MAX_CARD_BYTES = 4 << 20;

/**
 * Reads a `card.json`.
 * @throws {ModelError} bad-card
 */
export function readCard(bytes: Uint8Array): ModelCard {
  if (bytes.length > MAX_CARD_BYTES) {
    throw new ModelError(
      'bad-card',
      `card.json has ${bytes.length} bytes; the most is ${MAX_CARD_BYTES}.`,
    );
  }
  return parseCard(parseJson(bytes));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ModelError('bad-card', `card.json is not JSON in UTF-8: ${String(error)}`, {
      cause: error,
    });
  }
}

/**
 * The bytes of a `card.json`, the same for the same card.
 * @throws {ModelError} bad-card
 */
export function writeCard(card: ModelCard): Uint8Array {
  // The check also puts the fields in the order of their declaration.
  return new TextEncoder().encode(`${JSON.stringify(parseCard(card), null, 2)}\n`);
}
