import fc from 'fast-check';
import { CrystalError } from './errors';
import { Lattice } from './lattice';
import { determinant, dot, inverse, multiply, type Matrix3, type Vector3 } from './vectors';

const component = fc.double({ min: -8, max: 8, noNaN: true });
const vector = fc.tuple(component, component, component);
const rows = fc.tuple(vector, vector, vector).filter((m) => Math.abs(determinant(m)) > 2);

const parametersOf = ({ a, b, c, alpha, beta, gamma }: Lattice): number[] => [
  a,
  b,
  c,
  alpha,
  beta,
  gamma,
];

function largestDifference(p: readonly number[], q: readonly number[]): number {
  return Math.max(...p.map((value, index) => Math.abs(value - q[index]!)));
}

describe('Lattice', () => {
  it('has the edges and angles that it is made of, c along z and a in the xz plane', () => {
    const lattice = Lattice.fromParameters(5.1, 6.2, 7.3, 81, 97, 113);
    expect(largestDifference(parametersOf(lattice), [5.1, 6.2, 7.3, 81, 97, 113])).toBeLessThan(
      1e-12 * 113,
    );
    expect(lattice.rows[2]).toEqual([0, 0, 7.3]);
    expect(lattice.rows[0][1]).toBe(0);
    expect(determinant(lattice.rows)).toBeGreaterThan(0);
  });

  it('has the volume of the textbook formula', () => {
    const [ca, cb, cg] = [81, 97, 113].map((angle) => Math.cos((angle * Math.PI) / 180)) as [
      number,
      number,
      number,
    ];
    const root = Math.sqrt(1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg);
    const { volume } = Lattice.fromParameters(5.1, 6.2, 7.3, 81, 97, 113);
    expect(volume / (5.1 * 6.2 * 7.3 * root)).toBeCloseTo(1, 12);
  });

  it('keeps right angles exact', () => {
    expect(Lattice.fromParameters(3, 4, 5, 90, 90, 90).rows).toEqual([
      [3, 0, 0],
      [-0, 4, 0],
      [0, 0, 5],
    ]);
  });

  it('keeps the edges and angles of any rows through fromParameters', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const lattice = Lattice.fromRows(given);
        const [a, b, c, alpha, beta, gamma] = parametersOf(lattice) as [
          number,
          number,
          number,
          number,
          number,
          number,
        ];
        const again = Lattice.fromParameters(a, b, c, alpha, beta, gamma);
        // An angle near 0 or 180 degrees is known to half the digits only.
        expect(largestDifference(parametersOf(again), parametersOf(lattice))).toBeLessThan(1e-5);
        expect(again.volume / lattice.volume).toBeCloseTo(1, 5);
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('goes from fractional to Cartesian coordinates and back', () => {
    fc.assert(
      fc.property(rows, vector, (given, position) => {
        const lattice = Lattice.fromRows(given);
        const back = lattice.toFractional(lattice.toCartesian(position));
        // The condition of the cells drawn here amplifies rounding by up to some 1e3.
        expect(largestDifference(back, position)).toBeLessThan(1e-11);
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  it('has a reciprocal lattice whose products with it are 2π or 0', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const reciprocal = Lattice.fromRows(given).reciprocal().rows;
        given.forEach((row, i) => {
          reciprocal.forEach((other, j) => {
            expect(Math.abs(dot(row, other) - (i === j ? 2 * Math.PI : 0))).toBeLessThan(1e-11);
          });
        });
      }),
      { numRuns: 100, seed: 13 },
    );
  });

  it.each([
    ['not finite', [[1, 0, 0], [0, NaN, 0], [0, 0, 1]]], // prettier-ignore
    [
      'infinite',
      [
        [1, 0, 0],
        [0, Infinity, 0],
        [0, 0, 1],
      ],
    ],
    [
      'in a plane',
      [
        [1, 0, 0],
        [0, 1, 0],
        [1, 1, 0],
      ],
    ],
    [
      'nought',
      [
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    ],
  ] as [string, Matrix3][])('refuses vectors that are %s', (_, given) => {
    expect(() => Lattice.fromRows(given)).toThrow(CrystalError);
  });

  it.each([
    [0, 1, 1, 90, 90, 90],
    [1, -1, 1, 90, 90, 90],
    [1, 1, NaN, 90, 90, 90],
    [1, 1, Infinity, 90, 90, 90],
    [1, 1, 1, 0, 90, 90],
    [1, 1, 1, 90, 180, 90],
    [1, 1, 1, 30, 30, 90],
    [1, 1, 1, 120, 120, 120],
  ])('refuses edges %d, %d, %d with angles %d, %d, %d', (...parameters) => {
    expect(() => Lattice.fromParameters(...parameters)).toThrow(CrystalError);
  });
});

describe('Lattice.reduced', () => {
  /** Whole numbers with determinant 1: products of shears. */
  const shear = fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -2, max: 2 }))
    .map(([which, by]): Matrix3 => {
      const m = [[1, 0, 0], [0, 1, 0], [0, 0, 1]] as [number, number, number][]; // prettier-ignore
      const [row, column] = [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]][which] as [0 | 1 | 2, 0 | 1 | 2]; // prettier-ignore
      m[row]![column] = by;
      return m as unknown as Matrix3;
    });
  const change = fc.array(shear, { minLength: 1, maxLength: 6 }).map((all) => all.reduce(multiply));

  it('spans the same lattice', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const reduced = Lattice.fromRows(given).reduced();
        const matrix = multiply(reduced.rows, inverse(given)).flat();
        expect(largestDifference(matrix, matrix.map(Math.round))).toBeLessThan(1e-8);
        expect(reduced.volume / Lattice.fromRows(given).volume).toBeCloseTo(1, 9);
      }),
      { numRuns: 200, seed: 14 },
    );
  });

  it('is the same from any cell of a lattice', () => {
    fc.assert(
      fc.property(rows, change, (given, matrix) => {
        const [one, other] = [given, multiply(matrix, given)].map((cell) =>
          parametersOf(Lattice.fromRows(cell).reduced()),
        ) as [number[], number[]];
        expect(largestDifference(one, other)).toBeLessThan(1e-3);
      }),
      { numRuns: 200, seed: 15 },
    );
  });

  it('has the shortest vector of the lattice as a, and angles from 60 to 120 degrees', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { rows: reduced, a, alpha, beta, gamma } = Lattice.fromRows(given).reduced();
        const some: Vector3[] = [];
        for (const i of [-2, -1, 0, 1, 2])
          for (const j of [-2, -1, 0, 1, 2])
            for (const k of [-2, -1, 0, 1, 2]) if (i || j || k) some.push([i, j, k]);
        const lattice = Lattice.fromRows(reduced);
        const shortest = Math.min(...some.map((v) => Math.hypot(...lattice.toCartesian(v))));
        expect(a).toBeLessThan(shortest * (1 + 1e-4));
        for (const angle of [alpha, beta, gamma]) {
          expect(angle).toBeGreaterThan(59.99);
          expect(angle).toBeLessThan(120.01);
        }
      }),
      { numRuns: 200, seed: 16 },
    );
  });

  it("is a rhombohedron of 60 degrees for the cube's faces", () => {
    const fcc = Lattice.fromRows([
      [0, 2, 2],
      [2, 0, 2],
      [2, 2, 0],
    ]);
    const expected = [Math.SQRT2 * 2, Math.SQRT2 * 2, Math.SQRT2 * 2, 60, 60, 60];
    expect(largestDifference(parametersOf(fcc.reduced()), expected)).toBeLessThan(1e-10);
  });
});
