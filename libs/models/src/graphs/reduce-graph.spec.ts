import { neighbourList, Structure } from '@nano-os/crystal';
import { KNOWN, known } from '../../../crystal/test-support/known-crystals';
import { openNetwork, randomTensors } from '../../test-support/open-network';
import { sameCrystals } from '../../test-support/same-crystals';
import { SEEDED_CRYSTALS } from '../../test-support/seeded-figures';
import { TINY_MEGNET } from '../../test-support/tiny-networks';
import { megnet } from '../megnet';
import { atomicNumbers } from './atomic-numbers';
import type { CrystalGraph } from './crystal-graph';
import { reduceGraph } from './reduce-graph';

const CUTOFF = 5;

function bondsOf(structure: Structure): Parameters<typeof reduceGraph> {
  const { source, target, distance } = neighbourList(structure, CUTOFF);
  const weight = new Float64Array(source.length).fill(1);
  const numbers = atomicNumbers(structure, new Set(structure.species));
  return [numbers, { receiver: source, sender: target, distance, weight }];
}

/** Every atom and every bond by itself. */
function wholeGraph(structure: Structure): CrystalGraph {
  const [type, bonds] = bondsOf(structure);
  return {
    numAtoms: type.length,
    type,
    copies: new Float64Array(type.length).fill(1),
    ...bonds,
    shell: bonds.receiver.map((_, bond) => bond),
  };
}

/** What does not depend on the order of atoms. */
function summary({ numAtoms, type, copies, receiver, sender, weight, distance }: CrystalGraph) {
  return {
    atoms: type.length,
    elements: [...type].sort(),
    copies: [...copies].map((each) => each / numAtoms).sort(),
    bonds: receiver.length,
    sender: sender.length,
    weight: [...weight].sort(),
    distance: [...distance].map((length) => length.toFixed(9)).sort(),
  };
}

describe('reduceGraph', () => {
  it.each([
    ['copper', 1],
    ['rock salt', 2],
    ['silicon', 1],
    ['quartz', 2],
    ['graphite', 2],
    ['dry ice', 2],
  ])('keeps the symmetry-distinct atoms of %s: %d', (name, distinct) => {
    const graph = reduceGraph(...bondsOf(known(name)));
    expect(graph.type).toHaveLength(distinct);
    expect(graph.copies.reduce((sum, copies) => sum + copies)).toBe(known(name).numSites);
  });

  it.each(KNOWN.map(({ name, crystal }) => [name, crystal] as const))(
    'keeps as many bonds of each length as %s has',
    (_, crystal) => {
      const [type, bonds] = bondsOf(crystal);
      const { receiver, shell, weight, copies, distance } = reduceGraph(type, bonds);
      const found = distance.map(() => 0);
      shell.forEach((index, bond) => {
        found[index]! += weight[bond]! * copies[receiver[bond]!]!;
      });
      distance.forEach((length, index) => {
        const same = bonds.distance.filter((each) => Math.abs(each - length) < 1e-5);
        expect(found[index]).toBe(same.length);
      });
    },
  );

  it('gives the same graph for every description of a crystal', () => {
    for (const { crystal } of KNOWN) {
      const expected = summary(reduceGraph(...bondsOf(crystal)));
      for (const { name, structure } of sameCrystals(crystal)) {
        const found = summary(reduceGraph(...bondsOf(structure)));
        expect({ name, found }).toEqual({ name, found: expected });
      }
    }
  });

  it('changes nothing that a network answers', async () => {
    const config = { ...TINY_MEGNET, cutoff: CUTOFF };
    const tensors = randomTensors(megnet, config, 3);
    const network = await openNetwork(megnet, config, tensors, 'float64');
    const crystals = [...KNOWN.map(({ crystal }) => crystal), ...SEEDED_CRYSTALS];
    for (const crystal of crystals) {
      const [reduced] = await network.run(reduceGraph(...bondsOf(crystal)));
      const [whole] = await network.run(wholeGraph(crystal));
      // Positions are given with 16 digits: only the rounding of sums differs.
      expect(Math.abs((reduced!.first as number) - (whole!.first as number))).toBeLessThan(1e-10);
    }
    await network.dispose();
  });
});
