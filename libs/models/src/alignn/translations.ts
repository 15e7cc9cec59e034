import type { Structure, Vector3 } from '@nano-os/crystal';

/** Å; sites that a translation moves onto one another to within this are images of each other. */
const TOLERANCE = 1e-2;

/**
 * Which sites are images of one another under the translations of the crystal, where the cell that
 * it is given in is not its smallest.
 * @returns for each site the first of its images
 */
export function translationImages(structure: Structure): Int32Array {
  const { species, fracCoords } = structure;
  const first = Int32Array.from(species.keys());
  // A smaller cell holds the same share of the atoms of every element.
  if (commonDivisor(species) === 1) return first;
  const [origin = 0, ...others] = sitesOfRarest(species);
  for (const site of others) {
    // Already an image, by translations found before.
    if (first[site] === first[origin]) continue;
    const images = imagesUnder(difference(fracCoords[site], fracCoords[origin]), structure);
    images?.forEach((image, index) => {
      join(first, index, image);
    });
  }
  return first;
}

/** Makes one class of those of two sites, called by the smaller number. */
function join(first: Int32Array, a: number, b: number): void {
  const [p = 0, q = 0] = [first[a], first[b]];
  if (p === q) return;
  first.forEach((value, index) => {
    if (value === Math.max(p, q)) first[index] = Math.min(p, q);
  });
}

/** Where each site comes to lie when the crystal is moved; null when it is another crystal then. */
function imagesUnder(by: Vector3, structure: Structure): number[] | null {
  const { species, fracCoords, lattice } = structure;
  const { a, b, c } = lattice.reciprocal();
  const [p, q, r] = [a, b, c].map((x) => (TOLERANCE * x) / (2 * Math.PI)) as [
    number,
    number,
    number,
  ];
  const isWhole = (x: number, tolerance: number): boolean =>
    Math.abs(x - Math.round(x)) < tolerance;
  const images: number[] = [];
  for (const [index, [x, y, z]] of fracCoords.entries()) {
    const image = fracCoords.findIndex(
      ([u, v, w], candidate) =>
        isWhole(x + by[0] - u, p) &&
        isWhole(y + by[1] - v, q) &&
        isWhole(z + by[2] - w, r) &&
        species[candidate] === species[index],
    );
    if (image < 0) return null;
    images.push(image);
  }
  return images;
}

function difference(a: Vector3 = [NaN, NaN, NaN], b: Vector3 = [NaN, NaN, NaN]): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function countsOf(species: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const symbol of species) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return counts;
}

function sitesOfRarest(species: readonly string[]): number[] {
  const [rarest] = [...countsOf(species)].sort(([, a], [, b]) => a - b)[0] ?? [];
  return [...species.keys()].filter((site) => species[site] === rarest);
}

function commonDivisor(species: readonly string[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return [...countsOf(species).values()].reduce(divisor, 0);
}
