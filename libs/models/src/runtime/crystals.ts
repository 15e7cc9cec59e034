import {
  elementByNumber,
  elementBySymbol,
  Lattice,
  Structure,
  type Matrix3,
  type Vector3,
} from '@nano-os/crystal';

/** A crystal as plain data: what a prediction depends on. */
export interface PlainCrystal {
  /** Rows are the cell vectors, Å. */
  readonly lattice: Matrix3;
  /** Element symbol of each site. */
  readonly species: readonly string[];
  readonly fracCoords: readonly Vector3[];
}

/** Many crystals in a few flat arrays, which go to a thread without being copied. */
export interface PackedCrystals {
  /** Sites of each crystal. */
  readonly counts: Int32Array<ArrayBuffer>;
  /** Nine numbers a crystal, Å. */
  readonly lattices: Float64Array<ArrayBuffer>;
  /** Atomic number of each site; 0 for what is no element. */
  readonly numbers: Uint8Array<ArrayBuffer>;
  /** Three numbers a site, fractional. */
  readonly coords: Float64Array<ArrayBuffer>;
}

export function packCrystals(crystals: readonly PlainCrystal[]): PackedCrystals {
  const sites = crystals.reduce((sum, { species }) => sum + species.length, 0);
  const packed: PackedCrystals = {
    counts: Int32Array.from(crystals, ({ species }) => species.length),
    lattices: new Float64Array(9 * crystals.length),
    numbers: new Uint8Array(sites),
    coords: new Float64Array(3 * sites),
  };
  let site = 0;
  crystals.forEach(({ lattice, species, fracCoords }, index) => {
    lattice.forEach((row, r) => {
      packed.lattices.set(row, 9 * index + 3 * r);
    });
    species.forEach((symbol, i) => {
      packed.numbers[site] = elementBySymbol(symbol)?.number ?? 0;
      packed.coords.set(fracCoords[i] ?? [NaN, NaN, NaN], 3 * site);
      site += 1;
    });
  });
  return packed;
}

/** What a message with packed crystals hands over. */
export function buffersOf({ counts, lattices, numbers, coords }: PackedCrystals): ArrayBuffer[] {
  return [counts.buffer, lattices.buffer, numbers.buffer, coords.buffer];
}

/**
 * The crystals one after another; each is made when it is called, so that a bad one fails alone.
 * The makers throw CrystalError: bad-lattice, bad-coordinates, unknown-element, no-sites.
 */
export function unpackCrystals(packed: PackedCrystals): (() => Structure)[] {
  let first = 0;
  return Array.from(packed.counts, (count, index) => {
    const from = first;
    first += count;
    return () => structureAt(packed, index, from, count);
  });
}

function structureAt(
  { lattices, numbers, coords }: PackedCrystals,
  index: number,
  from: number,
  count: number,
): Structure {
  const row = (r: number): Vector3 => tripleAt(lattices, 9 * index + 3 * r);
  const sites = Array.from({ length: count }, (_, i) => from + i);
  return new Structure(
    Lattice.fromRows([row(0), row(1), row(2)]),
    sites.map((site) => elementByNumber(numbers[site] ?? 0)?.symbol ?? '?'),
    sites.map((site) => tripleAt(coords, 3 * site)),
  );
}

const tripleAt = (values: Float64Array, at: number): Vector3 => [
  values[at] ?? NaN,
  values[at + 1] ?? NaN,
  values[at + 2] ?? NaN,
];
