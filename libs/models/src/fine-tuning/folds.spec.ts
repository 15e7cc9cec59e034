import { foldsOf } from './folds';

const METALS = ['Li', 'Na', 'K', 'Rb', 'Cs', 'Mg', 'Ca', 'Sr', 'Ba', 'Zn', 'Cd', 'Hg'];
const crystals = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    species: [METALS[index % METALS.length]!, 'O'],
    hash: `${index}`,
  }));

describe('folds', () => {
  it('keep a formula on one side, are about as large, and follow from the seed', () => {
    const own = crystals(60);
    const { of, by, heldOut, count } = foldsOf(own, 1);
    expect([by, count, heldOut]).toEqual(['formula', 5, 5]);
    const partOf = new Map(own.map(({ species }, index) => [species[0], of[index]]));
    own.forEach(({ species }, index) => {
      expect(of[index]).toBe(partOf.get(species[0]));
    });
    const sizes = [0, 1, 2, 3, 4].map((fold) => of.filter((part) => part === fold).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(5);
    expect(foldsOf(own, 1).of).toEqual(of);
    expect(foldsOf(own, 2).of).not.toEqual(of);
  });

  it('part crystals of few formulas, and hold out fewer parts of many crystals', () => {
    const alike = Array.from({ length: 20 }, (_, index) => ({ species: ['C'], hash: `${index}` }));
    const { by, of } = foldsOf(alike, 1);
    expect(by).toBe('row');
    expect(of.filter((part) => part === 0)).toHaveLength(4);
    expect([501, 2001].map((count) => foldsOf(crystals(count), 1).heldOut)).toEqual([2, 1]);
  });
});
