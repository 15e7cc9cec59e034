import type { Matrix3, Vector3 } from '../../vectors';
import { periodicDistance, wrap } from '../geometry';
import { SiteGrid } from '../site-grid';
import { IDENTITY, type Operation } from './operation';

/** Images of a site nearer than this (Å) are one atom on a special position. */
export const COINCIDENT = 0.05;

/** Fractions within which a site lies on its special position as well as its digits say. */
const EXACT = 1e-4;

/** Applies the operations of a space group to sites one after another, in the order of the file. */
export class Expansion {
  readonly coords: Vector3[] = [];
  /** For each site of the cell, the index of the site of the file that made it. */
  readonly origins: number[] = [];
  private readonly grid: SiteGrid;

  constructor(
    private readonly rows: Matrix3,
    private readonly operations: readonly Operation[],
  ) {
    this.grid = new SiteGrid(rows, COINCIDENT);
  }

  /** The site of the file that already occupies this place, or -1. */
  occupant(site: Vector3): number {
    const found = this.grid.find([wrap(site[0]), wrap(site[1]), wrap(site[2])]);
    return found < 0 ? -1 : (this.origins[found] ?? -1);
  }

  /** Adds all images of a site; images that coincide are one. */
  add(site: Vector3, origin: number): void {
    if (this.operations.length === 1) {
      this.push(this.image(0, site), origin);
      return;
    }
    const centre = this.onSpecialPosition(site);
    for (let op = 0; op < this.operations.length; op++) {
      const image = this.image(op, centre);
      if (this.grid.find(image) < 0) this.push(image, origin);
    }
  }

  private push(site: Vector3, origin: number): void {
    this.grid.add(site);
    this.coords.push(site);
    this.origins.push(origin);
  }

  /**
   * Moves a site that is written with few digits (0.333) onto the special position meant, the mean of the images that
   * nearly coincide with it, so that its orbit has the right number of sites. Sites exact to 1e-4 stay as written.
   */
  private onSpecialPosition(site: Vector3): Vector3 {
    const sum: [number, number, number] = [0, 0, 0];
    let count = 0;
    let worst = 0;
    for (let op = 0; op < this.operations.length; op++) {
      const image = this.image(op, site);
      if (periodicDistance(this.rows, image, site) >= COINCIDENT) continue;
      count++;
      for (const axis of [0, 1, 2] as const) {
        const raw = image[axis] - site[axis];
        const shift = raw - Math.round(raw);
        sum[axis] += shift;
        worst = Math.max(worst, Math.abs(shift));
      }
    }
    if (count < 2 || worst < EXACT) return site;
    return [site[0] + sum[0] / count, site[1] + sum[1] / count, site[2] + sum[2] / count];
  }

  private image(op: number, site: Vector3): Vector3 {
    const { rotation: r, translation: t } = this.operations[op] ?? IDENTITY;
    const [x, y, z] = site;
    return [
      wrap(r[0] * x + r[1] * y + r[2] * z + t[0]),
      wrap(r[3] * x + r[4] * y + r[5] * z + t[1]),
      wrap(r[6] * x + r[7] * y + r[8] * z + t[2]),
    ];
  }
}
