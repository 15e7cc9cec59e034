import { operationsOfHall } from './hall';
import { SETTINGS, findSymmetry, ownNames } from './lookup';
import type { Setting } from './setting';
import { otherSpellings } from './names';
import { operationKey, type Operation } from './operation';

const metricOf = (
  a: number,
  b: number,
  c: number,
  al: number,
  be: number,
  ga: number,
): number[] => {
  const cos = (angle: number): number => Math.cos((angle * Math.PI) / 180);
  return [
    a * a,
    a * b * cos(ga),
    a * c * cos(be),
    a * b * cos(ga),
    b * b,
    b * c * cos(al),
    a * c * cos(be),
    b * c * cos(al),
    c * c,
  ];
};

const keys = (operations: readonly Operation[] | undefined): string[] =>
  (operations ?? []).map(operationKey).sort();

const ofHall = (hall: string): string[] => keys(operationsOfHall(hall));

describe('findSymmetry', () => {
  it('finds every setting by its own Hermann-Mauguin symbol and its choice', () => {
    const missed: Setting[] = [];
    for (const setting of SETTINGS) {
      // The letter e does not tell these settings apart; their older symbols do.
      const full = [39, 41, 64, 67, 68].includes(setting.number)
        ? (otherSpellings(setting)[0] ?? '')
        : (ownNames(setting)[0] ?? '');
      const suffix = /^(?:[12]|[HR]$)/.exec(setting.choice)?.[0] ?? '';
      const found = findSymmetry({ hermannMauguin: suffix === '' ? full : `${full} :${suffix}` });
      if (keys(found?.operations).join() !== ofHall(setting.hall).join()) missed.push(setting);
    }
    expect(missed.map(({ hall }) => hall)).toEqual([]);
  });

  it.each([
    // spelling, Hall symbol
    ['F m -3 m', '-F 4 2 3'],
    ['Fm-3m', '-F 4 2 3'],
    ['Fm3m', '-F 4 2 3'],
    ['F m 3 m', '-F 4 2 3'],
    ['F 4/m -3 2/m', '-F 4 2 3'],
    ['F_m_-3_m', '-F 4 2 3'],
    ['F m \\-3 m', '-F 4 2 3'],
    ['P 21/c', '-P 2ybc'],
    ['P2(1)/c', '-P 2ybc'],
    ['P 2~1~/c', '-P 2ybc'],
    ['P 2_1/c', '-P 2ybc'],
    ['P 1 21/c 1', '-P 2ybc'],
    ['P 21/n', '-P 2yn'],
    ['P21/a', '-P 2yab'],
    ['I 2/a', '-I 2ya'],
    ['I2/m', '-I 2y'],
    ['C 2/c', '-C 2yc'],
    ['A 2/a', '-A 2ya'],
    ['P 1 1 2/b', '-P 2b'],
    ['P 2/b', '-P 2b'],
    ['F d -3 m Z', '-F 4vw 2vw 3'],
    ['F d -3 m S', 'F 4d 2 3 -1d'],
    ['F d -3 m :2', '-F 4vw 2vw 3'],
    ['Fd-3m:1', 'F 4d 2 3 -1d'],
    ['F d -3 m (origin choice 2)', '-F 4vw 2vw 3'],
    ['R -3 m', '-R 3 2"'],
    ['R -3 m H', '-R 3 2"'],
    ['R-3m:H', '-R 3 2"'],
    ['R -3 m R', '-P 3* 2'],
    ['R3:r', 'P 3*'],
    ['R -3 m :R', '-P 3* 2'],
    ['H 3 2', 'R 3 2"'],
    ['H3', 'R 3'],
    ['C m c e', '-C 2bc 2'],
    ['A e a 2', 'A 2 -2ab'],
    ['I 41/a m d Z', '-I 4bd 2'],
    ['C -1', '-C 1'],
    ['I -1', '-I 1'],
    ['F 1', 'F 1'],
    ['P1', 'P 1'],
    ['P -1', '-P 1'],
    ['P 63/m m c', '-P 6c 2c'],
    ['P3121', 'P 31 2"'],
    ['P 31 1 2', 'P 31 2 (0 0 4)'],
    ['P n m a', '-P 2ac 2n'],
    ['p b n m', '-P 2c 2ab'],
  ])('reads %j', (symbol, hall) => {
    expect(keys(findSymmetry({ hermannMauguin: symbol })?.operations)).toEqual(ofHall(hall));
  });

  it('takes rhombohedral axes, and another unique axis, from the cell', () => {
    const rhombohedral = metricOf(5.3, 5.3, 5.3, 70.2, 70.2, 70.2);
    const hexagonal = metricOf(4.7, 4.7, 12.9, 90, 90, 120);
    const uniqueC = metricOf(4, 5, 6, 90, 90, 97);
    const operations = (hermannMauguin: string, metric: number[]): string[] =>
      keys(findSymmetry({ hermannMauguin, metric })?.operations);
    expect(operations('R -3 m', rhombohedral)).toEqual(ofHall('-P 3* 2'));
    expect(operations('R -3 m', hexagonal)).toEqual(ofHall('-R 3 2"'));
    expect(operations('P 2/m', uniqueC)).toEqual(ofHall('-P 2'));
    expect(keys(findSymmetry({ number: 167, metric: rhombohedral })?.operations)).toEqual(
      ofHall('-P 3* 2n'),
    );
    expect(keys(findSymmetry({ number: 14, metric: uniqueC })?.operations)).toEqual(
      ofHall('-P 2ac'),
    );
  });

  it('goes from the Hall symbol to the name to the number, and says when the origin is a guess', () => {
    expect(
      findSymmetry({ hall: 'nonsense', hermannMauguin: 'P -1', number: 1 })?.operations,
    ).toHaveLength(2);
    expect(findSymmetry({ hermannMauguin: 'unknown', number: 225 })?.operations).toHaveLength(192);
    expect(findSymmetry({ hermannMauguin: 'F d -3 m' })?.otherOrigin).toHaveLength(192);
    expect(findSymmetry({ hermannMauguin: 'F d -3 m :1' })?.otherOrigin).toBeUndefined();
    expect(findSymmetry({ hermannMauguin: 'P n m a' })?.otherOrigin).toBeUndefined();
    expect(findSymmetry({ hermannMauguin: 'unknown' })).toBeUndefined();
    expect(findSymmetry({ number: 231 })).toBeUndefined();
    expect(findSymmetry({})).toBeUndefined();
  });
});
