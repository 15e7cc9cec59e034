import { Lattice, Structure, type Vector3 } from '@nano-os/crystal';

/** The primitive cell of a face-centred cubic lattice. */
export function faceCentred(edge: number): Lattice {
  const half = edge / 2;
  return Lattice.fromRows([
    [0, half, half],
    [half, 0, half],
    [half, half, 0],
  ]);
}

/** One atom of a face-centred cubic crystal. */
export function cubicMetal(symbol: string, edge: number): Structure {
  return new Structure(faceCentred(edge), [symbol], [[0, 0, 0]]);
}

/** Two atoms of a face-centred cubic crystal, the second on the diagonal. */
export function cubicPair(first: string, second: string, edge: number, along: number): Structure {
  return new Structure(
    faceCentred(edge),
    [first, second],
    [
      [0, 0, 0],
      [along, along, along],
    ],
  );
}

/** The crystal with its sites moved by what `next` gives, Å along each axis. */
export function shaken({ lattice, species, cartCoords }: Structure, next: () => number): Structure {
  const moved = cartCoords.map(([x, y, z]): Vector3 => [x + next(), y + next(), z + next()]);
  return Structure.fromCartesian(lattice, species, moved);
}
