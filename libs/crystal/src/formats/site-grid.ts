import type { Matrix3, Vector3 } from '../vectors';
import { binKey, cellHeights, periodicDistance } from './geometry';

/** Wanted thickness of a bin, Å. */
const THICKNESS = 1.5;

/** Sites of a cell, hashed by place, so that those that coincide are found in constant time. */
export class SiteGrid {
  private readonly bins: Vector3;
  private readonly margins: Vector3;
  private readonly cells = new Map<number, number[]>();
  private readonly sites: Vector3[] = [];

  /** @param tolerance distance in Å within which two sites are one */
  constructor(
    private readonly rows: Matrix3,
    private readonly tolerance: number,
  ) {
    const [u, v, w] = cellHeights(rows);
    this.bins = [binsOf(u), binsOf(v), binsOf(w)];
    this.margins = [marginOf(u, tolerance), marginOf(v, tolerance), marginOf(w, tolerance)];
  }

  /** Adds a site with coordinates within [0, 1) and returns its index. */
  add(site: Vector3): number {
    const key = this.key(this.bin(0, site[0]), this.bin(1, site[1]), this.bin(2, site[2]));
    const cell = this.cells.get(key);
    if (cell === undefined) this.cells.set(key, [this.sites.length]);
    else cell.push(this.sites.length);
    return this.sites.push(site) - 1;
  }

  /** Index of the first site that coincides with this one, or -1. */
  find(site: Vector3): number {
    const [fromU, toU] = this.range(0, site[0]);
    const [fromV, toV] = this.range(1, site[1]);
    const [fromW, toW] = this.range(2, site[2]);
    for (let u = fromU; u <= toU; u++) {
      for (let v = fromV; v <= toV; v++) {
        for (let w = fromW; w <= toW; w++) {
          const found = this.findInBin(u, v, w, site);
          if (found >= 0) return found;
        }
      }
    }
    return -1;
  }

  /** Bins along an axis within the tolerance of a coordinate, each once. */
  private range(axis: 0 | 1 | 2, value: number): [number, number] {
    const bins = this.bins[axis];
    const margin = this.margins[axis];
    const from = Math.floor((value - margin) * bins);
    return [from, Math.min(from + bins - 1, Math.floor((value + margin) * bins))];
  }

  private findInBin(u: number, v: number, w: number, site: Vector3): number {
    for (const index of this.cells.get(this.key(u, v, w)) ?? []) {
      const other = this.sites[index];
      if (other && periodicDistance(this.rows, other, site) < this.tolerance) return index;
    }
    return -1;
  }

  private bin(axis: 0 | 1 | 2, value: number): number {
    const bins = this.bins[axis];
    return Math.min(bins - 1, Math.floor(value * bins));
  }

  private key(u: number, v: number, w: number): number {
    const [p, q, r] = this.bins;
    return binKey(mod(u, p), mod(v, q), mod(w, r));
  }
}

function mod(value: number, count: number): number {
  return value - Math.floor(value / count) * count;
}

function binsOf(height: number): number {
  return Math.max(1, Math.floor(height / THICKNESS));
}

function marginOf(height: number, tolerance: number): number {
  return Math.min(0.5, tolerance / height);
}
