import type { HeldOutErrors } from '../cards/card';
import measured from './held-out.json';

/** By model and property; of JSON the compiler knows no literals, and a card is checked anyway. */
const MEASURED = measured as unknown as Readonly<
  Record<string, Readonly<Record<string, HeldOutErrors>>>
>;

/** By property, what our own measurement found for a published model; empty where none was made. */
export function heldOutErrors(name: string): Readonly<Record<string, HeldOutErrors>> {
  return Object.hasOwn(MEASURED, name) ? (MEASURED[name] ?? {}) : {};
}
