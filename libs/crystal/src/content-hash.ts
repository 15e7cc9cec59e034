import { createHash } from 'node:crypto';
import { elementBySymbol } from './elements';
import { fourierSums, type Complex, type SumPair } from './fourier-sums';
import { mixedSteps, step } from './mixed-steps';
import type { Molecule } from './molecule';
import { Structure, type AtomicStructure } from './structure';
import { norm, scale, type Vector3 } from './vectors';

/** Steps to which numbers are rounded: some hundred times the noise of six decimals. */
const LENGTH_STEP = 1e-3;
const ANGLE_STEP = 1e-2;
const COORDINATE_STEP = 2e-4;
/** Mixed sums tell other arrangements apart, which differ by large numbers. */
const MIXED_STEP = 0.2;
const MIXED_SUMS = 12;

/**
 * Waves that are compared finely, by their periods along each cell vector. Some of them go with
 * every kind of centred cell, in which most others vanish.
 */
const FINE_WAVES: readonly Vector3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 2, -1],
  [2, -1, 3],
  [3, -1, 1],
];
/** Waves that are compared coarsely, with their multiples. */
const WAVES: readonly Vector3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 2, -1],
  [2, -1, 3],
  [1, 2, 0],
  [3, 1, 2],
];
/** Waves of the list above of which the third is the sum of the others. */
const TRIPLES = [
  [2, 3, 5],
  [3, 4, 6],
] as const;
const MULTIPLES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const LARGEST_MULTIPLE = 128;

/** Å: the longest wave in a molecule. */
const MOLECULE_WAVE = 97.531;
/** Waves down to 1.6 Å that repeat nowhere together. */
const MOLECULE_MULTIPLES = MULTIPLES.map((index) => 1.451 ** (index - 1));

/**
 * A digest of what the crystal is: composition, cell and positions.
 *
 * Equal for another order of sites, sites moved by whole cells, another origin, and another
 * orientation in space (of a molecule only the origin and the order). Another choice of cell, such as
 * a supercell, and a mirror image have other digests. Crystals are told apart whose cells differ by
 * 1e-3 Å or 0.01°, or of which a site has moved by some 2e-4 of a cell times the root of the number
 * of sites; less shows only by chance. No digest can be blind to all noise and to nothing else: noise
 * of 1e-6 changes it where a number lies by chance that near the edge of a step. docs/crystal.md has
 * how often each was measured.
 * @returns SHA-256, 64 hexadecimal digits
 */
export function contentHash(structure: AtomicStructure): string {
  const counts = [...structure.composition].sort(([p], [q]) => (p < q ? -1 : 1));
  const content =
    structure instanceof Structure
      ? ['crystal', counts, cellSteps(structure), crystalSteps(structure)]
      : ['molecule', counts, moleculeSteps(structure)];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function cellSteps({ lattice }: Structure): number[] {
  const { a, b, c, alpha, beta, gamma } = lattice;
  return [
    ...[a, b, c].map((length) => step(length, LENGTH_STEP)),
    ...[alpha, beta, gamma].map((angle) => step(angle, ANGLE_STEP)),
  ];
}

function crystalSteps({ species, fracCoords, composition }: Structure): number[] {
  return sitesSteps(species, fracCoords, multiplesFor([...composition.values()]));
}

function moleculeSteps({ species, cartCoords }: Molecule): number[] {
  const positions = cartCoords.map((position) => scale(position, 1 / MOLECULE_WAVE));
  return sitesSteps(species, positions, MOLECULE_MULTIPLES);
}

/**
 * All waves vanish that do not repeat with every part of a supercell, so there must be multiples that
 * do: the number of parts divides the count of each element.
 */
function multiplesFor(counts: readonly number[]): number[] {
  const common = counts.reduce(divisor, 0);
  const extra: number[] = [];
  for (let multiple = MULTIPLES.length + 1; multiple <= LARGEST_MULTIPLE; multiple++) {
    if (common % multiple === 0) extra.push(multiple);
  }
  return [...MULTIPLES, ...extra];
}

const divisor = (p: number, q: number): number => (q === 0 ? p : divisor(q, p % q));

function sitesSteps(
  species: readonly string[],
  positions: readonly Vector3[],
  multiples: readonly number[],
): number[] {
  const weights = species.map(weightsOf);
  const fine = fourierSums(weights, positions, FINE_WAVES).flatMap((sums, index) => {
    const grain = 2 * Math.PI * norm(FINE_WAVES[index] ?? [1, 0, 0]) * COORDINATE_STEP;
    return relative(sums).map((part) => step(part, grain));
  });
  const values = multiples.flatMap((multiple) => {
    const waves = WAVES.map((wave) => scale(wave, multiple));
    const sums = fourierSums(weights, positions, waves);
    return [
      ...sums.flatMap(([f, g]) => [Math.hypot(...f, ...g), ...relative([f, g])]),
      ...handOf(sums),
    ];
  });
  return [...fine, ...mixedSteps(values, MIXED_SUMS, MIXED_STEP)];
}

/** Two weights of an element: between 1 and 2, so that light atoms count beside heavy ones. */
function weightsOf(symbol: string): readonly [number, number] {
  const number = elementBySymbol(symbol)?.number ?? 0;
  return [1 + ((number * 0.6180339887) % 1), 1 + ((number * 0.7548776662) % 1)];
}

/** a times the conjugate of b. */
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c + b * d, b * c - a * d];

/**
 * The sums F of one weighting and G of another make F G* / |(F, G)|, which does not depend on the
 * origin: it moves in proportion to a site that moves, also where F is zero or where the site leaves
 * a centre of inversion (which |F| alone would not see), and never faster than F and G.
 */
function relative([f, g]: SumPair): number[] {
  const size = Math.hypot(...f, ...g) || 1;
  return times(f, g).map((part) => part / size);
}

/** Products of three waves see what the strengths of single waves leave open, and the hand. */
function handOf(sums: readonly SumPair[]): number[] {
  return TRIPLES.flatMap((waves) => {
    const [p, q, r] = waves.map((wave) => sums[wave]?.[0] ?? [0, 0]) as [Complex, Complex, Complex];
    const squared = Math.hypot(...p, ...q, ...r) ** 2 || 1;
    return times(times(r, p), q).map((part) => part / squared);
  });
}
