import type { HeldOutErrors } from '../cards/card';
import measured from './held-out.json';

/** By property, what our own measurement found for a published model; empty where none was made. */
export function heldOutErrors(name: string): Readonly<Record<string, HeldOutErrors>> {
  const all: Readonly<Record<string, Readonly<Record<string, HeldOutErrors>>>> = measured;
  return Object.hasOwn(all, name) ? (all[name] ?? {}) : {};
}
