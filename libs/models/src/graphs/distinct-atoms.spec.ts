import { distinctAtoms } from './distinct-atoms';

/** Bonds both ways between neighbours of a list of pairs, all with one label unless given. */
function classesOf(type: number[], pairs: [number, number, number?][]): number[] {
  const bonds = pairs.flatMap(([a, b, label = 0]) => [
    [a, b, label],
    [b, a, label],
  ]);
  const column = (index: number): Int32Array => Int32Array.from(bonds, (bond) => bond[index]!);
  return [...distinctAtoms(Int32Array.from(type), column(0), column(1), column(2)).ofMember];
}

describe('distinctAtoms', () => {
  it('tells elements apart', () => {
    expect(classesOf([8, 14, 8], [])).toEqual([0, 1, 0]);
  });

  it('tells atoms apart by what is around them, however far away the difference is', () => {
    const chain: [number, number][] = [0, 1, 2, 3, 4, 5].map((atom) => [atom, atom + 1]);
    expect(classesOf([6, 6, 6, 6, 6, 6, 6], chain)).toEqual([0, 1, 2, 3, 2, 1, 0]);
  });

  it('takes the atoms of a ring for one, and tells them apart where one bond is longer', () => {
    const ring = (label: number): [number, number, number][] =>
      [0, 1, 2, 3].map((atom) => [atom, (atom + 1) % 4, atom === 3 ? label : 0]);
    expect(classesOf([6, 6, 6, 6], ring(0))).toEqual([0, 0, 0, 0]);
    expect(classesOf([6, 6, 6, 6], ring(1))).toEqual([0, 1, 1, 0]);
  });

  it('counts equal bonds', () => {
    const pairs: [number, number][] = [
      [0, 1],
      [0, 1],
      [2, 3],
    ];
    expect(classesOf([6, 7, 6, 7], pairs)).toEqual([0, 1, 2, 3]);
  });

  it('cannot tell two rings of three from one of six, as no message passing can', () => {
    const rings: [number, number][] = [
      [0, 1],
      [1, 2],
      [2, 0],
      [3, 4],
      [4, 5],
      [5, 6],
      [6, 7],
      [7, 8],
      [8, 3],
    ];
    expect(new Set(classesOf(new Array<number>(9).fill(6), rings)).size).toBe(1);
  });
});
