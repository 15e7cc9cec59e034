import { Lattice, Structure } from '@nano-os/crystal';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faceCentred } from './lattices';
import { SHARED } from './shared';

/** A cubic crystal of the card of M3GNet-MP-2021.2.8-PES. */
export interface CubicCrystal {
  readonly name: string;
  /** Its structure type, in the card's words. */
  readonly type: string;
  /** The edge of the cubic cell that the card's authors relaxed it to, Å. */
  readonly edge: number;
  /** In its primitive cell. */
  readonly structure: (edge: number) => Structure;
  /** Of the cubic cell, by the primitive one, Å. */
  readonly edgeOf: (structure: Structure) => number;
}

interface Prototype {
  readonly lattice: (edge: number) => Lattice;
  /** Primitive cells in the cubic one. */
  readonly cells: number;
  /** By the place of their element in the formula. */
  readonly sites: readonly (readonly [element: number, x: number, y: number, z: number])[];
}

const cube = (edge: number): Lattice => Lattice.fromParameters(edge, edge, edge, 90, 90, 90);
const bodyCentred = (edge: number): Lattice =>
  Lattice.fromRows([
    [-edge / 2, edge / 2, edge / 2],
    [edge / 2, -edge / 2, edge / 2],
    [edge / 2, edge / 2, -edge / 2],
  ]);
const h = 0.5;
const q = 0.25;

const PROTOTYPES: readonly (readonly [begins: string, Prototype])[] = [
  ['FCC', { lattice: faceCentred, cells: 4, sites: [[0, 0, 0, 0]] }],
  ['BCC', { lattice: bodyCentred, cells: 2, sites: [[0, 0, 0, 0]] }],
  [
    'Diamond',
    {
      lattice: faceCentred,
      cells: 4,
      sites: [
        [0, 0, 0, 0],
        [0, q, q, q],
      ],
    },
  ],
  [
    'Zinc blende',
    {
      lattice: faceCentred,
      cells: 4,
      sites: [
        [0, 0, 0, 0],
        [1, q, q, q],
      ],
    },
  ],
  [
    'Halite',
    {
      lattice: faceCentred,
      cells: 4,
      sites: [
        [0, 0, 0, 0],
        [1, h, h, h],
      ],
    },
  ],
  [
    'Caesium chloride',
    {
      lattice: cube,
      cells: 1,
      sites: [
        [0, 0, 0, 0],
        [1, h, h, h],
      ],
    },
  ],
  [
    'Cubic perovskite',
    {
      lattice: cube,
      cells: 1,
      sites: [
        [0, 0, 0, 0],
        [1, h, h, h],
        [2, h, h, 0],
        [2, h, 0, h],
        [2, 0, h, h],
      ],
    },
  ],
];

/** The table of the card, in its order. */
export function cubicCard(): CubicCrystal[] {
  const card = join(
    SHARED,
    'weights/materialsvirtuallab+matgl/pretrained_models/M3GNet-MP-2021.2.8-PES/README.md',
  );
  const rows = readFileSync(card, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.map(([, name = '', type = '', , , edge = '']) =>
    cubicCrystal(name, type, Number(edge)),
  );
}

function cubicCrystal(name: string, type: string, edge: number): CubicCrystal {
  const prototype = PROTOTYPES.find(([begins]) => type.startsWith(begins))?.[1];
  if (!prototype) throw new Error(`The card has a crystal of an unknown type: ${type}`);
  const { lattice, cells, sites } = prototype;
  // `C (diamond)`; `HfC0.99` stands for the compound without gaps.
  const elements = name.replace(/ .*/, '').match(/[A-Z][a-z]?/g) ?? [];
  return {
    name,
    type,
    edge,
    structure: (a) =>
      new Structure(
        lattice(a),
        sites.map(([element]) => elements[element] ?? ''),
        sites.map(([, x, y, z]) => [x, y, z]),
      ),
    edgeOf: ({ volume }) => Math.cbrt(cells * volume),
  };
}
