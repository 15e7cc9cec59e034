import type { ErrorGroup } from '../cards/card';

/** What a crystal is like by its most electronegative kind of element. */
export type Chemistry = ErrorGroup['chemistry'];

const NONMETALS: ReadonlySet<string> = new Set('H N O F P S Cl Se Br Te I'.split(' '));
const METALLOIDS: ReadonlySet<string> = new Set('B C Si Ge As Sb'.split(' '));

/**
 * Errors of networks differ more by this than by anything else that is known beforehand: crystals
 * of metals alone have no gap, and those with an anion former often have one.
 */
export function chemistryOf(species: readonly string[]): Chemistry {
  if (species.some((symbol) => NONMETALS.has(symbol))) return 'nonmetal';
  return species.some((symbol) => METALLOIDS.has(symbol)) ? 'metalloid' : 'metal';
}
