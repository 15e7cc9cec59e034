import { elementBySymbol, kNearestNeighbours, type Structure } from '@nano-os/crystal';
import type { TrainingDomain } from '../cards/card';

/** Å; an atom whose nearest neighbour is farther is no part of a crystal to any network. */
const FARTHEST = 9;
/** Å, for elements of which nobody has measured a bond. */
const USUAL_RADIUS = 1.5;
/** An element, or a number of elements, of fewer of the training's crystals than this share is rare. */
const RARE = 0.004;
/** Share of the training's crystals that lie beyond either bound of the distances. */
const EXTREME = 0.005;

const radiusOf = (symbol: string | undefined): number =>
  elementBySymbol(symbol ?? '')?.covalentRadius ?? USUAL_RADIUS;

/** Each model of a family asks the same of a crystal. */
const known = new WeakMap<Structure, readonly [number, number]>();

function nearestRatios(structure: Structure): readonly [number, number] {
  const ratios = known.get(structure) ?? measureRatios(structure);
  known.set(structure, ratios);
  return ratios;
}

/**
 * Distances of nearest neighbours over the sum of their covalent radii: the least and the largest
 * of all atoms. Infinite where an atom has no neighbour.
 */
function measureRatios(structure: Structure): readonly [number, number] {
  const { species, numSites } = structure;
  const near = kNearestNeighbours(structure, 1, { maxCutoff: FARTHEST, tieTolerance: 1e-4 });
  const ratios = new Float64Array(numSites).fill(Infinity);
  near.source.forEach((site, pair) => {
    const radii = radiusOf(species[site]) + radiusOf(species[near.target[pair] ?? 0]);
    const ratio = (near.distance[pair] ?? Infinity) / radii;
    ratios[site] = Math.min(ratios[site] ?? Infinity, ratio);
  });
  return [Math.min(...ratios), Math.max(...ratios)];
}

/** In how many ways a crystal is unlike those that a model was trained on: 0 to 3. */
export function strangenessOf(structure: Structure, domain: TrainingDomain): number {
  const { elements, nearest, elementCounts } = domain;
  const own = new Set(structure.species);
  const [least, largest] = nearestRatios(structure);
  const hasRare = [...own].some((symbol) => !elements.includes(symbol));
  const isExtreme = least < nearest[0] || largest > nearest[1];
  const isOfRareCount = elementCounts !== undefined && !elementCounts.includes(own.size);
  return Number(hasRare) + Number(isExtreme) + Number(isOfRareCount);
}

/** What a model knows that is trained on these crystals. */
export function trainingDomain(structures: readonly Structure[]): TrainingDomain {
  const kinds = structures.map(({ species }) => [...new Set(species)]);
  const ratios = structures.map(nearestRatios);
  return {
    elements: usual(kinds.flat(), structures.length).sort(),
    nearest: [
      quantile(
        ratios.map(([shortest]) => shortest),
        EXTREME,
      ),
      quantile(
        ratios.map(([, largest]) => largest),
        1 - EXTREME,
      ),
    ],
    elementCounts: usual(
      kinds.map(({ length }) => length),
      structures.length,
    ).sort((a, b) => a - b),
  };
}

/** Those values that at least so many of the crystals have that they are not rare. */
function usual<T>(values: readonly T[], crystals: number): T[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].flatMap(([value, count]) => (count >= RARE * crystals ? value : []));
}

function quantile(values: number[], share: number): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
}
