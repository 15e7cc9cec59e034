import { elementBySymbol } from './elements';
import { at, binSites, searchCell } from './neighbours/bins';
import { collect } from './neighbours/find-pairs';
import { PairBuffer } from './neighbours/pair-buffer';
import { Structure, type AtomicStructure } from './structure';
import { cross, dot, norm, type Vector3 } from './vectors';

/** In how many directions a bonded network goes on for ever: molecule, chain, layer, bulk. */
export type Dimensionality = 0 | 1 | 2 | 3;

/** Two atoms are bonded up to this many times the sum of their covalent radii. */
const BOND_STRETCH = 1.2;
/** Å, of elements that nobody has measured a bond of: the largest that is known. */
const UNKNOWN_RADIUS = 2.6;

const radiusOf = (symbol: string): number =>
  elementBySymbol(symbol)?.covalentRadius ?? UNKNOWN_RADIUS;

/**
 * The dimensionality of the bonding. Bonds join atoms within 1.2 times the sum of their covalent
 * radii (Cordero 2008); each connected network repeats along the lattice vectors by which it meets
 * itself, and the rank of those is its dimensionality. The highest among the networks counts:
 * molecules between layers do not make a layered crystal less of one.
 */
export function dimensionality(structure: AtomicStructure): Dimensionality {
  if (!(structure instanceof Structure)) return 0;
  const { lattice, fracCoords, species } = structure;
  const radii = Float64Array.from(species, radiusOf);
  const longest = 2 * BOND_STRETCH * Math.max(...new Set(radii));
  const cell = searchCell(lattice.rows);
  const bins = binSites(cell, fracCoords, longest);
  const networks = new Networks(radii.length);
  // The pairs of one site at a time: all of them would not fit where atoms are crowded.
  const pairs = new PairBuffer(1024);
  for (let site = 0; site < radii.length && networks.highest < 3; site++) {
    pairs.size = 0;
    collect(cell, bins, site, longest, pairs);
    for (let pair = 0; pair < pairs.size; pair++) {
      const target = at(pairs.target, pair);
      if (target < site) continue;
      const reach = BOND_STRETCH * (at(radii, site) + at(radii, target));
      if (at(pairs.distance, pair) <= reach) networks.bond(site, target, pairs.image, 3 * pair);
    }
  }
  return networks.highest;
}

/**
 * Sites joined by bonds, as disjoint sets. Each site knows its parent and the cell in which it lies
 * when the parent lies in the cell of the crystal as given.
 */
class Networks {
  highest: Dimensionality = 0;
  private readonly parents: Int32Array;
  private readonly cells: Int32Array;
  private readonly spans = new Map<number, Span>();

  constructor(sites: number) {
    this.parents = Int32Array.from({ length: sites }, (_, site) => site);
    this.cells = new Int32Array(3 * sites);
  }

  /** A bond from a site to another in the cell `images[start]`, `images[start + 1]`, ... */
  bond(source: number, target: number, images: Int32Array, start: number): void {
    const [from, to] = [this.rootOf(source), this.rootOf(target)];
    const { cells } = this;
    const [s, t] = [3 * source, 3 * target];
    const x = at(cells, s) + at(images, start) - at(cells, t);
    const y = at(cells, s + 1) + at(images, start + 1) - at(cells, t + 1);
    const z = at(cells, s + 2) + at(images, start + 2) - at(cells, t + 2);
    if (from === to) {
      if (x !== 0 || y !== 0 || z !== 0) this.note(from, [[x, y, z]]);
      return;
    }
    this.parents[to] = from;
    cells.set([x, y, z], 3 * to);
    this.note(from, this.spans.get(to)?.basis ?? []);
    this.spans.delete(to);
  }

  private note(root: number, translations: readonly Vector3[]): void {
    if (translations.length === 0) return;
    const span = this.spans.get(root) ?? new Span();
    this.spans.set(root, span);
    for (const vector of translations) span.add(vector);
    if (span.rank > this.highest) this.highest = span.rank;
  }

  /** The site that stands for the network; the cell of `site` is relative to it afterwards. */
  private rootOf(site: number): number {
    const { parents, cells } = this;
    const parent = at(parents, site);
    if (at(parents, parent) === parent) return parent;
    const path: number[] = [];
    let root = site;
    for (; at(parents, root) !== root; root = at(parents, root)) path.push(root);
    // From the root down, so that each parent's cell is already relative to the root.
    for (let step = path.length - 2; step >= 0; step--) {
      const [child, above] = [path[step] ?? root, path[step + 1] ?? root];
      for (let axis = 0; axis < 3; axis++) {
        cells[3 * child + axis] = at(cells, 3 * child + axis) + at(cells, 3 * above + axis);
      }
      parents[child] = root;
    }
    return root;
  }
}

/** Rank of whole-number vectors, kept as the first independent ones. */
class Span {
  readonly basis: Vector3[] = [];

  get rank(): Dimensionality {
    return this.basis.length as Dimensionality;
  }

  add(vector: Vector3): void {
    const [first, second] = this.basis;
    if (this.basis.length === 3 || norm(vector) === 0) return;
    if (!first) this.basis.push(vector);
    else if (!second) {
      if (norm(cross(first, vector)) !== 0) this.basis.push(vector);
    } else if (dot(cross(first, second), vector) !== 0) this.basis.push(vector);
  }
}
