import { elementBySymbol, kNearestNeighbours, type Structure } from '@nano-os/crystal';
import type { TrainingDomain } from '../cards/card';

/** Å; an atom whose nearest neighbour is farther is no part of a crystal to any network. */
const FARTHEST = 9;
/** Å, for elements of which nobody has measured a bond. */
const USUAL_RADIUS = 1.5;
/** An element in fewer of the training's crystals than this share is rare. */
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

/** In how many ways a crystal is unlike those that a model was trained on: 0 to 2. */
export function strangenessOf(structure: Structure, { elements, nearest }: TrainingDomain): number {
  const [least, largest] = nearestRatios(structure);
  const hasRare = structure.species.some((symbol) => !elements.includes(symbol));
  const isExtreme = least < nearest[0] || largest > nearest[1];
  return Number(hasRare) + Number(isExtreme);
}

/** What a model knows that is trained on these crystals. */
export function trainingDomain(structures: readonly Structure[]): TrainingDomain {
  const counts = new Map<string, number>();
  for (const { species } of structures) {
    for (const symbol of new Set(species)) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  const least = RARE * structures.length;
  const ratios = structures.map(nearestRatios);
  return {
    elements: [...counts].flatMap(([symbol, count]) => (count >= least ? symbol : [])).sort(),
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
  };
}

function quantile(values: number[], share: number): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
}
