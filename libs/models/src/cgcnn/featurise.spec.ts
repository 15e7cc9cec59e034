import { Lattice, Structure } from '@nano-os/crystal';
import { known } from '../../../crystal/test-support/known-crystals';
import { codeOf } from '../../test-support/code-of';
import { TINY_CGCNN } from '../../test-support/tiny-networks';
import type { CrystalGraph } from '../graphs/crystal-graph';
import { parseConfig } from './config';
import { featurise } from './featurise';

const config = parseConfig(TINY_CGCNN);

/** How many neighbours each distinct atom has, by distance. */
function placesOf({ receiver, shell, weight, distance, type }: CrystalGraph): [number, number][][] {
  return [...type.keys()].map((atom) => {
    const places = new Map<number, number>();
    receiver.forEach((to, bond) => {
      if (to !== atom) return;
      const length = Number(distance[shell[bond]!]!.toFixed(3));
      places.set(length, (places.get(length) ?? 0) + weight[bond]!);
    });
    return [...places].sort(([a], [b]) => a - b);
  });
}

describe('featurise of CGCNN', () => {
  it('takes the twelve nearest neighbours', () => {
    const graph = featurise(known('copper'), config);
    expect(placesOf(graph)).toEqual([[[2.556, 12]]]);
  });

  it('shares the last places among all that are as far', () => {
    // Six neighbours, then twelve for the six places that are left.
    const graph = featurise(known('rock salt'), config);
    const shells: [number, number][] = [
      [2.82, 6],
      [3.988, 6],
    ];
    expect(placesOf(graph)).toEqual([shells, shells]);
    expect([...graph.weight]).toEqual([6, 6, 6, 6]);
  });

  it('gives every atom twelve places altogether', () => {
    for (const name of ['quartz', 'graphite', 'molybdenite', 'selenium', 'dry ice', 'silicon']) {
      for (const places of placesOf(featurise(known(name), config))) {
        const sum = places.reduce((total, [, count]) => total + count, 0);
        expect(Math.abs(sum - 12)).toBeLessThan(1e-9);
      }
    }
  });

  it('refuses an element that it has no features of', () => {
    const gold = new Structure(Lattice.fromParameters(4, 4, 4, 60, 60, 60), ['Au'], [[0, 0, 0]]);
    expect(codeOf(() => featurise(gold, config))).toBe('unknown-element');
    expect(() => featurise(gold, config)).toThrow('Au');
  });

  it('refuses an atom with no neighbour', () => {
    const lone = new Structure(Lattice.fromParameters(9, 9, 9, 90, 90, 90), ['He'], [[0, 0, 0]]);
    expect(codeOf(() => featurise(lone, config))).toBe('isolated-atom');
  });

  it('refuses an atom with fewer neighbours than it needs, naming it', () => {
    const thin = new Structure(Lattice.fromParameters(7, 7, 7, 90, 90, 90), ['He'], [[0, 0, 0]]);
    expect(codeOf(() => featurise(thin, config))).toBe('too-few-neighbours');
    expect(() => featurise(thin, config)).toThrow('Site 1 (He) has 6 neighbours within 8 Å');
  });
});
