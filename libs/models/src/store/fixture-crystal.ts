import { Lattice, Structure } from '@nano-os/crystal';

/** Å between a site and its nearest neighbour: within the reach of every network. */
const NEAREST = 2.5;

/**
 * Rock salt of two elements (or of one, twice), to try a model on: every site has 6 neighbours at
 * 2.5 Å and 12 at 3.5 Å, which is enough for any of the networks.
 */
export function rockSalt(first: string, second: string): Structure {
  const a = NEAREST;
  const primitive = Lattice.fromRows([
    [0, a, a],
    [a, 0, a],
    [a, a, 0],
  ]);
  return new Structure(
    primitive,
    [first, second],
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  );
}
