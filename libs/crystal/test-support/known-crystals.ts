import { Lattice } from '../src/lattice';
import { Structure } from '../src/structure';
import type { Vector3 } from '../src/vectors';

type Edges = [number, number, number, number, number, number];

function crystal(edges: Edges, sites: Record<string, Vector3[]>): Structure {
  const species = Object.entries(sites).flatMap(([symbol, own]) => own.map(() => symbol));
  return new Structure(Lattice.fromParameters(...edges), species, Object.values(sites).flat());
}

const cubic = (a: number): Edges => [a, a, a, 90, 90, 90];
const hexagonal = (a: number, c: number): Edges => [a, a, c, 90, 90, 120];
const FACES: Vector3[] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const onFaces = (...basis: Vector3[]): Vector3[] =>
  basis.flatMap(([x, y, z]) => FACES.map(([i, j, k]): Vector3 => [x + i, y + j, z + k]));

/** Right-handed chains along c, as in selenium and tellurium. */
const helix = (x: number): Vector3[] => [
  [x, 0, 1 / 3],
  [0, x, 2 / 3],
  [-x, -x, 0],
];

/** The positions (0, y, z) of Cmce: layers of phosphorus, pairs of iodine. */
const onMirrors = (y: number, z: number): Vector3[] =>
  [
    [y, z],
    [-y, -z],
    [0.5 - y, z + 0.5],
    [y + 0.5, 0.5 - z],
  ].flatMap(([v = 0, w = 0]): Vector3[] => [
    [0, v, w],
    [0.5, v + 0.5, w],
  ]);

/** The positions (x, x, x) of Pa-3: the oxygen of dry ice, two on each diagonal. */
const onDiagonals = (x: number): Vector3[] =>
  [
    [1, 1, 1, 0, 0, 0],
    [-1, -1, 1, 0.5, 0, 0.5],
    [-1, 1, -1, 0, 0.5, 0.5],
    [1, -1, -1, 0.5, 0.5, 0],
  ].flatMap(([i = 0, j = 0, k = 0, u = 0, v = 0, w = 0]): Vector3[] => [
    [u + i * x, v + j * x, w + k * x],
    [u - i * x, v - j * x, w - k * x],
  ]);

/** A crystal with what is published of it; lattice constants and positions as in Wyckoff's book. */
export interface KnownCrystal {
  name: string;
  crystal: Structure;
  spaceGroup: number;
  symbol: string;
  dimensionality: number;
  /** g/cm³, where a handbook gives it. */
  density?: number;
}

export const KNOWN: readonly KnownCrystal[] = [
  {
    name: 'rock salt',
    crystal: crystal(cubic(5.6402), { Na: FACES, Cl: onFaces([0.5, 0.5, 0.5]) }),
    spaceGroup: 225,
    symbol: 'Fm-3m',
    dimensionality: 3,
    density: 2.163,
  },
  {
    name: 'silicon',
    crystal: crystal(cubic(5.4309), { Si: onFaces([0, 0, 0], [0.25, 0.25, 0.25]) }),
    spaceGroup: 227,
    symbol: 'Fd-3m',
    dimensionality: 3,
    density: 2.329,
  },
  {
    name: 'copper',
    crystal: crystal(cubic(3.6149), { Cu: FACES }),
    spaceGroup: 225,
    symbol: 'Fm-3m',
    dimensionality: 3,
    density: 8.935,
  },
  {
    name: 'quartz',
    crystal: crystal(hexagonal(4.9134, 5.4052), {
      Si: [
        [0.4697, 0, 2 / 3],
        [0, 0.4697, 1 / 3],
        [-0.4697, -0.4697, 0],
      ],
      O: [
        [0.4135, 0.2669, 0.7858],
        [-0.2669, 0.1466, 0.7858 + 2 / 3],
        [-0.1466, -0.4135, 0.7858 + 1 / 3],
        [0.2669, 0.4135, -0.7858],
        [0.1466, -0.2669, 1 / 3 - 0.7858],
        [-0.4135, -0.1466, 2 / 3 - 0.7858],
      ],
    }),
    spaceGroup: 154,
    symbol: 'P3_221',
    dimensionality: 3,
    density: 2.648,
  },
  {
    name: 'graphite',
    crystal: crystal(hexagonal(2.464, 6.711), {
      C: [
        [0, 0, 0.25],
        [0, 0, 0.75],
        [1 / 3, 2 / 3, 0.25],
        [2 / 3, 1 / 3, 0.75],
      ],
    }),
    spaceGroup: 194,
    symbol: 'P6_3/mmc',
    dimensionality: 2,
    density: 2.26,
  },
  {
    name: 'molybdenite',
    crystal: crystal(hexagonal(3.1604, 12.295), {
      Mo: [
        [1 / 3, 2 / 3, 0.25],
        [2 / 3, 1 / 3, 0.75],
      ],
      S: [
        [1 / 3, 2 / 3, 0.621],
        [2 / 3, 1 / 3, 0.121],
        [2 / 3, 1 / 3, 0.379],
        [1 / 3, 2 / 3, 0.879],
      ],
    }),
    spaceGroup: 194,
    symbol: 'P6_3/mmc',
    dimensionality: 2,
  },
  {
    name: 'vanadium diselenide',
    crystal: crystal(hexagonal(3.356, 6.104), {
      V: [[0, 0, 0]],
      Se: [
        [1 / 3, 2 / 3, 0.2567],
        [2 / 3, 1 / 3, -0.2567],
      ],
    }),
    spaceGroup: 164,
    symbol: 'P-3m1',
    dimensionality: 2,
  },
  {
    name: 'black phosphorus',
    crystal: crystal([3.3136, 10.478, 4.3763, 90, 90, 90], { P: onMirrors(0.10168, 0.08056) }),
    spaceGroup: 64,
    symbol: 'Cmce',
    dimensionality: 2,
  },
  {
    name: 'selenium',
    crystal: crystal(hexagonal(4.3662, 4.9536), { Se: helix(0.2254) }),
    spaceGroup: 152,
    symbol: 'P3_121',
    dimensionality: 1,
  },
  {
    name: 'tellurium',
    crystal: crystal(hexagonal(4.4572, 5.929), { Te: helix(0.2633) }),
    spaceGroup: 152,
    symbol: 'P3_121',
    dimensionality: 1,
  },
  {
    name: 'iodine',
    crystal: crystal([7.136, 4.686, 9.784, 90, 90, 90], { I: onMirrors(0.1543, 0.1174) }),
    spaceGroup: 64,
    symbol: 'Cmce',
    dimensionality: 0,
  },
  {
    name: 'dry ice',
    crystal: crystal(cubic(5.624), { C: FACES, O: onDiagonals(0.1185) }),
    spaceGroup: 205,
    symbol: 'Pa-3',
    dimensionality: 0,
  },
  {
    name: 'solid argon',
    crystal: crystal(cubic(5.256), { Ar: FACES }),
    spaceGroup: 225,
    symbol: 'Fm-3m',
    dimensionality: 0,
  },
];

export function known(name: string): Structure {
  const found = KNOWN.find((one) => one.name === name);
  if (!found) throw new Error(`No crystal ${name}.`);
  return found.crystal;
}
