import { CrystalError } from './errors';
import { reduceCell } from './reduction';
import {
  cross,
  determinant,
  dot,
  inverse,
  norm,
  scale,
  timesRows,
  type Matrix3,
  type Vector3,
} from './vectors';

const DEGREE = Math.PI / 180;
/** A cell flatter than this share of the box of its edges is taken for degenerate. */
const FLATTEST = 1e-8;

const angleBetween = (a: Vector3, b: Vector3): number =>
  Math.acos(Math.max(-1, Math.min(1, dot(a, b) / (norm(a) * norm(b))))) / DEGREE;

/** Three angles that leave less height than this lie in a plane, but for rounding. */
const LEAST_SINE = 1e-6;

/** Three vectors that a crystal repeats along. */
export class Lattice {
  private toFrac?: Matrix3;

  private constructor(
    /** The cell vectors, Å. */
    readonly rows: Matrix3,
  ) {}

  /**
   * @param rows the cell vectors, Å
   * @throws {CrystalError} bad-lattice when they are not finite or lie in a plane
   */
  static fromRows(rows: Matrix3): Lattice {
    if (!rows.flat().every(Number.isFinite)) {
      throw new CrystalError('bad-lattice', 'The lattice vectors must be finite numbers.');
    }
    const box = norm(rows[0]) * norm(rows[1]) * norm(rows[2]);
    const volume = Math.abs(determinant(rows));
    if (!(volume > FLATTEST * box) || !Number.isFinite(volume)) {
      throw new CrystalError('bad-lattice', 'The lattice vectors span no volume.');
    }
    return new Lattice(rows);
  }

  /**
   * Edges in Å and angles in degrees; c along z and a in the xz plane.
   * @throws {CrystalError} bad-lattice when no cell has them
   */
  static fromParameters(
    a: number,
    b: number,
    c: number,
    alpha: number,
    beta: number,
    gamma: number,
  ): Lattice {
    const positive = [a, b, c, alpha, beta, gamma].every((value) => value > 0);
    if (!positive || Math.max(alpha, beta, gamma) >= 180) {
      throw new CrystalError(
        'bad-lattice',
        'Cell edges must be above 0 Å and angles between 0 and 180 degrees.',
      );
    }
    const [ca, cb, cg] = [alpha, beta, gamma].map((angle) => exactCosine(angle)) as [
      number,
      number,
      number,
    ];
    const sa = exactSine(alpha);
    const sb = exactSine(beta);
    const cosine = Math.max(-1, Math.min(1, (ca * cb - cg) / (sa * sb)));
    const sine = Math.sqrt(1 - cosine * cosine);
    if (!(sine > LEAST_SINE)) {
      throw new CrystalError('bad-lattice', 'No cell with a volume has these three angles.');
    }
    return Lattice.fromRows([
      [a * sb, 0, a * cb],
      [-b * sa * cosine, b * sa * sine, b * ca],
      [0, 0, c],
    ]);
  }

  get a(): number {
    return norm(this.rows[0]);
  }

  get b(): number {
    return norm(this.rows[1]);
  }

  get c(): number {
    return norm(this.rows[2]);
  }

  /** Angle between b and c, degrees. */
  get alpha(): number {
    return angleBetween(this.rows[1], this.rows[2]);
  }

  /** Angle between c and a, degrees. */
  get beta(): number {
    return angleBetween(this.rows[2], this.rows[0]);
  }

  /** Angle between a and b, degrees. */
  get gamma(): number {
    return angleBetween(this.rows[0], this.rows[1]);
  }

  /** Å³, positive whatever the hand of the vectors. */
  get volume(): number {
    return Math.abs(determinant(this.rows));
  }

  /** The crystallographer's reciprocal lattice times 2π, 1/Å: rows · rows' = 2π. */
  reciprocal(): Lattice {
    const [a, b, c] = this.rows;
    const factor = (2 * Math.PI) / determinant(this.rows);
    return new Lattice([
      scale(cross(b, c), factor),
      scale(cross(c, a), factor),
      scale(cross(a, b), factor),
    ]);
  }

  /**
   * A cell of the same lattice with the shortest vectors (Niggli's), found by the stable algorithm
   * of Grosse-Kunstleve, Sauter and Adams, Acta Cryst. A60, 1 (2004).
   */
  reduced(): Lattice {
    return new Lattice(reduceCell(this.rows));
  }

  toCartesian(frac: Vector3): Vector3 {
    return timesRows(frac, this.rows);
  }

  toFractional(cart: Vector3): Vector3 {
    this.toFrac ??= inverse(this.rows);
    return timesRows(cart, this.toFrac);
  }
}

/** Right angles and their like exactly, so that an orthogonal cell has exact zeros. */
function exactCosine(degrees: number): number {
  if (degrees === 90) return 0;
  if (degrees === 60) return 0.5;
  if (degrees === 120) return -0.5;
  return Math.cos(degrees * DEGREE);
}

function exactSine(degrees: number): number {
  return degrees === 90 ? 1 : Math.sin(degrees * DEGREE);
}
