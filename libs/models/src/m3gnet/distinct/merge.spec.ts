import { Lattice, Structure } from '@nano-os/crystal';
import { naiveM3gnet } from '../../../test-support/naive-m3gnet';
import {
  oddCrystals,
  openM3gnet,
  TINY_M3GNET,
  tinyM3gnetWeights,
} from '../../../test-support/tiny-m3gnet';
import { featurise } from '../featurise';
import { isDistinct } from '../graph';

const cube = (a: number): Lattice => Lattice.fromParameters(a, a, a, 90, 90, 90);

const [odd] = oddCrystals(1);
/** Symmetric crystals, with how many of their atoms and of their bonds differ. */
const CRYSTALS: [string, Structure, number, number][] = [
  [
    'rock salt in its cube',
    new Structure(
      cube(4.2),
      ['Ti', 'Ti', 'Ti', 'Ti', 'O', 'O', 'O', 'O'],
      [
        [0, 0, 0],
        [0, 0.5, 0.5],
        [0.5, 0, 0.5],
        [0.5, 0.5, 0],
        [0.5, 0.5, 0.5],
        [0.5, 0, 0],
        [0, 0.5, 0],
        [0, 0, 0.5],
      ],
    ),
    2,
    6,
  ],
  [
    'perovskite, whose directions differ',
    new Structure(
      cube(3.6),
      ['Si', 'Ti', 'O', 'O', 'O'],
      [
        [0.5, 0.5, 0.5],
        [0, 0, 0],
        [0.5, 0, 0],
        [0, 0.5, 0],
        [0, 0, 0.5],
      ],
    ),
    3,
    10,
  ],
  [
    'rutile',
    new Structure(
      Lattice.fromParameters(4.6, 4.6, 2.96, 90, 90, 90),
      ['Ti', 'Ti', 'O', 'O', 'O', 'O'],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
        [0.305, 0.305, 0],
        [0.695, 0.695, 0],
        [0.195, 0.805, 0.5],
        [0.805, 0.195, 0.5],
      ],
    ),
    2,
    17,
  ],
  [
    // Bonds of an atom with its own images on either side are one, beyond the reach of triples.
    'two cells of one without symmetry',
    odd!.supercell([2, 1, 1]),
    4,
    featurise(odd!, TINY_M3GNET).source.length - 8,
  ],
];

describe('distinct atoms and bonds', () => {
  it.each(CRYSTALS)('are as many as differ: %s', (_, crystal, atoms, bonds) => {
    const whole = featurise(crystal, TINY_M3GNET);
    const graph = featurise(crystal, { ...TINY_M3GNET, readout: 'set2set' });
    if (!isDistinct(graph)) throw new Error('Only potentials see all atoms');
    expect(graph.atomicNumber).toHaveLength(atoms);
    expect(graph.copies.reduce((sum, one) => sum + one, 0)).toBe(crystal.numSites);
    expect(graph.source).toHaveLength(bonds);
    // So many bonds end at each atom, however many atoms it stands for.
    const all = graph.weight.reduce(
      (sum, count, bond) => sum + count * graph.copies[graph.target[bond]!]!,
      0,
    );
    expect(Math.abs(all - whole.source.length)).toBeLessThan(1e-9);
  });

  it.each([
    ['set2set', 'other'],
    ['set2set', 'same'],
    ['weighted', 'other'],
  ] as const)('answer for all: %s, triples of the %s bond', async (readout, tripleOrder) => {
    const config = { ...TINY_M3GNET, readout, tripleOrder };
    const tensors = tinyM3gnetWeights(config);
    const network = await openM3gnet(config, tensors);
    const answers = await network.predict(...CRYSTALS.map(([, crystal]) => crystal));
    await network.dispose();
    answers.forEach(({ value }, index) => {
      const expected = naiveM3gnet(CRYSTALS[index]![1], config, tensors);
      // In double precision, but of harmonics in single.
      expect(Math.abs(Number(value) - expected)).toBeLessThan(1e-9 * Math.abs(expected));
    });
  });

  it('answer where no bond is short enough for triples', async () => {
    const config = { ...TINY_M3GNET, readout: 'set2set' } as const;
    const tensors = tinyM3gnetWeights(config);
    const crystal = new Structure(cube(3.6), ['O'], [[0, 0, 0]]);
    const network = await openM3gnet(config, tensors);
    const [answer] = await network.predict(crystal);
    await network.dispose();
    const expected = naiveM3gnet(crystal, config, tensors);
    expect(Math.abs(Number(answer!.value) - expected)).toBeLessThan(1e-12 * Math.abs(expected));
  });
});
