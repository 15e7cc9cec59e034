import { Lattice, Structure } from '@nano-os/crystal';
import { known } from '../../../crystal/test-support/known-crystals';
import { seededAlignn } from '../../test-support/alignn-figures';
import { codeOf } from '../../test-support/code-of';
import { featurise } from './featurise';
import type { AlignnGraph, Links } from './graph';
import { translationImages } from './translations';

const { config } = seededAlignn('small');

/** By receiver: how many links come from it with each length or cosine. */
function linksTo({ receiver, value, weight }: Links, values: Float64Array): string[] {
  const found = new Map<number, string[]>();
  receiver.forEach((node, link) => {
    const line = `${weight[link]!} × ${values[value[link]!]!.toFixed(3).replace('-0.000', '0.000')}`;
    found.set(node, [...(found.get(node) ?? []), line]);
  });
  return [...found.values()].map((lines) => lines.sort().join(', '));
}

const sizes = ({ type, bonds, angles }: AlignnGraph): number[] =>
  [type, bonds.receiver, angles.receiver].map(({ length }) => length);

describe('featurise of ALIGNN', () => {
  it('takes the twelve nearest, and the angles between them', () => {
    const graph = featurise(known('copper'), config);
    // Every neighbour is an image of the atom itself, and counts twice.
    expect(linksTo(graph.bonds, graph.distance)).toEqual(['24 × 2.556']);
    expect(linksTo(graph.angles, graph.cosine)).toEqual([
      '1 × -1.000, 2 × 1.000, 4 × 0.000, 8 × -0.500, 8 × 0.500',
    ]);
  });

  it('takes all that are as far as the twelfth', () => {
    const graph = featurise(known('rock salt'), config);
    // Six of the other kind once, twelve images of the atom itself twice.
    const shells = '24 × 3.988, 6 × 2.820';
    expect(linksTo(graph.bonds, graph.distance)).toEqual([shells, shells]);
  });

  it('gives a bond to both of its atoms, also where it is near enough for one alone', () => {
    // The lone helium is far from everything: its bonds reach atoms that have nearer neighbours.
    const cell = Lattice.fromParameters(3, 3, 7, 90, 90, 90);
    const structure = new Structure(
      cell,
      ['Cu', 'Cu', 'He'],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.2],
        [0.5, 0, 0.6],
      ],
    );
    const { bonds, copies } = featurise(structure, config);
    const total = (of: Int32Array, node: number): number =>
      of.reduce(
        (sum, at, bond) =>
          sum + (at === node ? bonds.weight[bond]! * copies[bonds.receiver[bond]!]! : 0),
        0,
      );
    for (const node of copies.keys()) {
      expect(total(bonds.receiver, node)).toBe(total(bonds.sender, node));
      expect(total(bonds.receiver, node)).toBeGreaterThanOrEqual(12 * copies[node]!);
    }
  });

  it('makes the same graph of any cell', () => {
    for (const name of ['rock salt', 'quartz', 'silicon', 'graphite']) {
      const crystal = known(name);
      const graph = featurise(crystal, config);
      const larger = featurise(crystal.supercell([2, 1, 2]), config);
      expect(sizes(larger)).toEqual(sizes(graph));
      expect(linksTo(larger.angles, larger.cosine).sort()).toEqual(
        linksTo(graph.angles, graph.cosine).sort(),
      );
    }
  });

  it('refuses what it cannot know, naming it', () => {
    const box = (edge: number, symbol: string): Structure =>
      new Structure(Lattice.fromParameters(edge, edge, edge, 90, 90, 90), [symbol], [[0, 0, 0]]);
    expect(codeOf(() => featurise(box(3, 'Lr'), config))).toBe('unknown-element');
    expect(codeOf(() => featurise(box(9, 'He'), config))).toBe('isolated-atom');
    expect(codeOf(() => featurise(box(7, 'He'), config))).toBe('too-few-neighbours');
    expect(() => featurise(box(7, 'He'), config)).toThrow('has 6 neighbours within 8 Å');
    const twins = new Structure(
      Lattice.fromParameters(4, 4, 4, 90, 90, 90),
      ['He', 'He'],
      [
        [0, 0, 0],
        [0.01, 0, 0],
      ],
    );
    expect(codeOf(() => featurise(twins, config))).toBe('atoms-too-close');
  });
});

describe('images under translations', () => {
  it('are each site alone in the smallest cell, and one site of each kind in a larger', () => {
    const crystal = known('silicon');
    const primitive = new Structure(
      Lattice.fromParameters(3, 4, 5, 90, 90, 90),
      ['Si', 'O'],
      [
        [0, 0, 0],
        [0.4, 0.5, 0.6],
      ],
    );
    expect([...translationImages(primitive)]).toEqual([0, 1]);
    expect(new Set(translationImages(primitive.supercell([2, 3, 2]))).size).toBe(2);
    // Eight atoms of two primitive cells' kinds.
    expect(new Set(translationImages(crystal)).size).toBe(2);
  });
});
