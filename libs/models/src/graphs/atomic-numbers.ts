import { elementBySymbol, type Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';

/**
 * Atomic number of each site.
 * @param known symbols of the elements that the network has an embedding of
 * @throws {CannotPredict} unknown-element, naming those that it has none of
 */
export function atomicNumbers({ species }: Structure, known: ReadonlySet<string>): Int32Array {
  const unknown = new Set(species.filter((symbol) => !known.has(symbol)));
  if (unknown.size > 0) {
    const names = [...unknown].sort().join(', ');
    throw new CannotPredict('unknown-element', `The network has no embedding of ${names}.`);
  }
  return Int32Array.from(species, (symbol) => elementBySymbol(symbol)?.number ?? 0);
}
