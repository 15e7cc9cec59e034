import { uniform } from '../../../test-support/uniform';
import { symmetricEigen } from './symmetric-eigen';

const next = uniform(3);

function randomSymmetric(size: number): number[][] {
  const a = Array.from({ length: size }, () => Array.from({ length: size }, () => next() - 0.5));
  return a.map((row, i) => row.map((value, j) => value + a[j]![i]!));
}

describe('symmetricEigen', () => {
  it.each([2, 3, 6])('takes a matrix of %d rows apart', (size) => {
    for (let count = 0; count < 20; count++) {
      const a = randomSymmetric(size);
      const { values, vectors } = symmetricEigen(a);
      expect(values).toEqual([...values].sort((x, y) => x - y));
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const element = values.reduce(
            (sum, value, k) => sum + value * vectors[i]![k]! * vectors[j]![k]!,
            0,
          );
          const product = vectors.reduce((sum, row) => sum + row[i]! * row[j]!, 0);
          expect(Math.abs(element - a[i]![j]!)).toBeLessThan(1e-14 * size);
          expect(Math.abs(product - Number(i === j))).toBeLessThan(1e-14 * size);
        }
      }
    }
  });

  it('takes a matrix that is diagonal already, with zeros', () => {
    const { values } = symmetricEigen([
      [3, 0, 0],
      [0, 0, 0],
      [0, 0, -1],
    ]);
    expect(values).toEqual([-1, 0, 3]);
  });
});
