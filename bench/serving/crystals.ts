import type { PlainCrystal } from '@nano-os/models';

type Triple = [number, number, number];

/** Oxides of rock salt type: a cation, and its distance to oxygen in Å. */
const OXIDES: readonly (readonly [string, number])[] = [
  ['Mg', 2.11],
  ['Ca', 2.41],
  ['Mn', 2.22],
  ['Fe', 2.17],
  ['Co', 2.13],
  ['Ni', 2.09],
];

/**
 * A cell of rock salt type with every site moved a little, so that no two atoms are alike and
 * nothing can be computed once for several.
 * @param cubes of eight atoms along each edge
 * @param seed cells of different seeds differ
 */
export function shakenOxide([a, b, c]: Triple, seed: number): PlainCrystal {
  const [cation, distance] = OXIDES[seed % OXIDES.length] ?? ['Mg', 2.11];
  const [na, nb, nc] = [2 * a, 2 * b, 2 * c];
  let state = seed * 7919 + 17;
  const shift = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 0.05 * (state / 2 ** 32 - 0.5);
  };
  const species: string[] = [];
  const fracCoords: Triple[] = [];
  for (let i = 0; i < na; i++) {
    for (let j = 0; j < nb; j++) {
      for (let k = 0; k < nc; k++) {
        species.push((i + j + k) % 2 === 0 ? cation : 'O');
        fracCoords.push([(i + shift()) / na, (j + shift()) / nb, (k + shift()) / nc]);
      }
    }
  }
  return {
    lattice: [
      [na * distance, 0, 0],
      [0, nb * distance, 0],
      [0, 0, nc * distance],
    ],
    species,
    fracCoords,
  };
}

const SIZES: readonly Triple[] = [
  [1, 1, 1],
  [2, 1, 1],
  [2, 2, 1],
  [3, 1, 1],
  [2, 2, 2],
  [3, 2, 1],
  [3, 2, 2],
  [4, 3, 2],
];

/** Cells of 8 to 192 atoms, in an order without a pattern. */
export function shiftingSizes(count: number): PlainCrystal[] {
  return Array.from({ length: count }, (_, i) =>
    shakenOxide(SIZES[(i * i + 3 * i) % SIZES.length] ?? [1, 1, 1], i),
  );
}

/** As a file. */
export function poscarOf({ lattice, species, fracCoords }: PlainCrystal): string {
  const row = (values: readonly number[]): string => values.join(' ');
  const order = [...species.keys()].sort((p, q) =>
    (species[p] ?? '') < (species[q] ?? '') ? -1 : 1,
  );
  const kinds = [...new Set(order.map((site) => species[site] ?? ''))];
  const counts = kinds.map((kind) => species.filter((symbol) => symbol === kind).length);
  const coords = order.map((site) => row(fracCoords[site] ?? []));
  return [
    'oxide',
    '1',
    ...lattice.map(row),
    kinds.join(' '),
    row(counts),
    'Direct',
    ...coords,
  ].join('\n');
}
