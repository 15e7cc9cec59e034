import fc from 'fast-check';
import { searchCell } from './bins';
import { findPairsDirectly } from './direct';
import { findPairs } from './find-pairs';
import { PairBuffer, type NeighbourList } from './pair-buffer';

type Rows = [number, number, number][];

const coordinate = fc.double({ min: -2.5, max: 2.5, noNaN: true });
const component = fc.double({ min: -6, max: 6, noNaN: true });
const triple = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<[T, T, T]> =>
  fc.tuple(value, value, value);

function volumeOf([a, b, c]: Rows): number {
  return (
    a![0] * (b![1] * c![2] - b![2] * c![1]) +
    a![1] * (b![2] * c![0] - b![0] * c![2]) +
    a![2] * (b![0] * c![1] - b![1] * c![0])
  );
}

/** Any cell that is not flat: needles, plates and strong skews among them. */
const cell = triple(triple(component)).filter((rows) => Math.abs(volumeOf(rows)) > 4);

const crystal = fc.record({
  rows: cell,
  sites: fc.array(triple(coordinate), { minLength: 1, maxLength: 8 }),
  cutoff: fc.double({ min: 0.5, max: 3, noNaN: true }),
});

/** Every image in a block that is certainly large enough, one by one. */
function bruteForce(rows: Rows, sites: Rows, cutoff: number): Set<string> {
  const [a, b, c] = rows;
  const volume = Math.abs(volumeOf(rows));
  const area = (p: number[], q: number[]): number =>
    Math.hypot(
      p[1]! * q[2]! - p[2]! * q[1]!,
      p[2]! * q[0]! - p[0]! * q[2]!,
      p[0]! * q[1]! - p[1]! * q[0]!,
    );
  // Coordinates span five cells, hence six more on each side.
  const reach = [area(b!, c!), area(c!, a!), area(a!, b!)].map(
    (face) => Math.ceil((cutoff * face) / volume) + 6,
  );
  const found = new Set<string>();
  sites.forEach((from, source) => {
    sites.forEach((to, target) => {
      for (let i = -reach[0]!; i <= reach[0]!; i++) {
        for (let j = -reach[1]!; j <= reach[1]!; j++) {
          for (let k = -reach[2]!; k <= reach[2]!; k++) {
            if (source === target && i === 0 && j === 0 && k === 0) continue;
            const d = [to[0] + i - from[0], to[1] + j - from[1], to[2] + k - from[2]];
            const vector = [0, 1, 2].map(
              (axis) => d[0]! * a![axis]! + d[1]! * b![axis]! + d[2]! * c![axis]!,
            );
            if (Math.hypot(...vector) <= cutoff) found.add([source, target, i, j, k].join());
          }
        }
      }
    });
  });
  return found;
}

function triplesOf(list: NeighbourList): string[] {
  return Array.from(list.source, (source, pair) =>
    [source, list.target[pair], ...list.image.subarray(3 * pair, 3 * pair + 3)].join(),
  );
}

/** Whether no pair is so near the cutoff that rounding decides it. */
function isClearOf(list: NeighbourList, cutoff: number): boolean {
  return list.distance.every((distance) => Math.abs(distance - cutoff) > 1e-9);
}

describe('findPairs', () => {
  it('finds what trying every image finds', () => {
    fc.assert(
      fc.property(crystal, ({ rows, sites, cutoff }) => {
        const list = findPairs(rows, sites, cutoff);
        fc.pre(isClearOf(findPairs(rows, sites, cutoff + 1e-6), cutoff));
        const triples = triplesOf(list);
        expect(new Set(triples)).toEqual(bruteForce(rows, sites, cutoff));
        expect(new Set(triples).size).toBe(triples.length);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('finds through bins, for many sites, what trying each pair finds', () => {
    const many = fc.record({
      rows: cell,
      sites: fc.array(triple(coordinate), { minLength: 41, maxLength: 60 }),
      cutoff: fc.double({ min: 0.5, max: 4, noNaN: true }),
    });
    fc.assert(
      fc.property(many, ({ rows, sites, cutoff }) => {
        const buffer = new PairBuffer(64);
        findPairsDirectly(searchCell(rows), sites, cutoff, buffer);
        const direct = buffer.finish();
        fc.pre(isClearOf(findPairs(rows, sites, cutoff + 1e-6), cutoff));
        expect(triplesOf(findPairs(rows, sites, cutoff)).sort()).toEqual(triplesOf(direct).sort());
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('gives the vector from the source to the image of the target', () => {
    fc.assert(
      fc.property(crystal, ({ rows, sites, cutoff }) => {
        const { source, target, image, distance, vector } = findPairs(rows, sites, cutoff);
        for (let pair = 0; pair < source.length; pair++) {
          const from = sites[source[pair]!]!;
          const to = sites[target[pair]!]!;
          const d = [0, 1, 2].map((axis) => to[axis]! + image[3 * pair + axis]! - from[axis]!);
          for (let axis = 0; axis < 3; axis++) {
            const expected =
              d[0]! * rows[0][axis]! + d[1]! * rows[1][axis]! + d[2]! * rows[2][axis]!;
            // Rounding of coordinates of up to some 100 Å in double precision.
            expect(Math.abs(vector[3 * pair + axis]! - expected)).toBeLessThan(1e-12 * 100);
          }
          const length = Math.hypot(...vector.subarray(3 * pair, 3 * pair + 3));
          expect(Math.abs(distance[pair]! - length)).toBeLessThan(1e-14 * 10);
        }
      }),
      { numRuns: 100, seed: 8 },
    );
  });

  it('orders pairs by source, and has each pair both ways', () => {
    fc.assert(
      fc.property(crystal, ({ rows, sites, cutoff }) => {
        const list = findPairs(rows, sites, cutoff);
        fc.pre(isClearOf(findPairs(rows, sites, cutoff + 1e-6), cutoff));
        const keys = Array.from(list.source, (source, pair) => [
          source,
          list.target[pair]!,
          ...list.image.subarray(3 * pair, 3 * pair + 3),
        ]);
        expect([...list.source]).toEqual([...list.source].sort((p, q) => p - q));
        const known = new Set(keys.map((key) => key.join()));
        for (const [source, target, i, j, k] of keys) {
          expect(known.has([target, source, -i!, -j!, -k!].map((value) => value! + 0).join())).toBe(
            true,
          );
        }
      }),
      { numRuns: 100, seed: 9 },
    );
  });

  it('knows the shells of simple cubic, 6, 12 and 8', () => {
    const { distance } = findPairs(
      [
        [3, 0, 0],
        [0, 3, 0],
        [0, 0, 3],
      ],
      [[0.2, 0.7, 0.1]],
      5.2,
    );
    const count = (length: number): number =>
      distance.filter((value) => Math.abs(value - length) < 1e-12).length;
    expect([count(3), count(3 * Math.SQRT2), count(3 * Math.sqrt(3))]).toEqual([6, 12, 8]);
    expect(distance).toHaveLength(26);
  });

  it('takes a coordinate that rounds up to a full cell', () => {
    const list = findPairs(
      [
        [3, 0, 0],
        [0, 3, 0],
        [0, 0, 3],
      ],
      [
        [-1e-20, 0, 0],
        [0.5, 0, 0],
      ],
      1.6,
    );
    expect(triplesOf(list).sort()).toEqual(['0,1,-1,0,0', '0,1,0,0,0', '1,0,0,0,0', '1,0,1,0,0']);
  });
});
