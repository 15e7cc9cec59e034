import { Lattice, Structure } from '@nano-os/crystal';
import { rockSalt } from '../store/fixture-crystal';
import { confidencesOf } from './confidences-of';
import { strangenessOf, trainingDomain } from './training-domain';

/** Rock salt of some pairs of elements, 2.5 Å apart or a little more. */
const TRAINING = ['MgO', 'CaO', 'NaF'].flatMap((pair) =>
  Array.from({ length: 100 }, (_, i) => stretched(pair, 1 + i / 1000)),
);

function stretched(pair: string, factor: number): Structure {
  const { lattice, species, fracCoords } = rockSalt(pair.slice(0, 2), pair.slice(2));
  const rows = lattice.rows.map((row) => row.map((x) => factor * x));
  return new Structure(Lattice.fromRows(rows as never), species, fracCoords);
}

/** MgO of which half the magnesium is calcium. */
const { lattice, species, fracCoords } = stretched('MgO', 1.05).supercell([2, 1, 1]);
const first = species.indexOf('Mg');
const halved = species.map((symbol, site) => (site === first ? 'Ca' : symbol));
const ternary = new Structure(lattice, halved, fracCoords);

const domain = trainingDomain([...TRAINING, stretched('RnO', 1)]);

describe('the domain of a training', () => {
  it('has the elements that are not rare', () => {
    expect(domain.elements).toEqual(['Ca', 'F', 'Mg', 'Na', 'O']);
  });

  it('has the numbers of elements that are not rare', () => {
    const counted = (unary: number, pairs: number): readonly number[] | undefined =>
      trainingDomain([
        ...Array.from({ length: pairs }, () => TRAINING[0]!),
        ...Array.from({ length: unary }, () => stretched('MgMg', 1)),
      ]).elementCounts;
    // One in 250 is the least that is not rare.
    expect(counted(1, 249)).toEqual([1, 2]);
    expect(counted(1, 250)).toEqual([2]);
    expect(counted(250, 0)).toEqual([1]);
    expect(domain.elementCounts).toEqual([2]);
  });

  it.each([
    ['what it holds', stretched('MgO', 1.05), 0],
    ['a supercell of it', stretched('MgO', 1.05).supercell([2, 1, 2]), 0],
    ['a rare element', stretched('RnO', 1.03), 1],
    ['an element it never saw', stretched('MgS', 1.03), 1],
    ['atoms far too near', stretched('MgO', 0.6), 1],
    ['atoms far apart', stretched('NaF', 1.6), 1],
    ['an isolated atom', stretched('NaF', 6), 1],
    ['a crystal of one element', stretched('MgMg', 1.4), 1],
    ['a crystal of three', ternary, 1],
    ['a rare element and atoms far apart', stretched('RnO', 1.9), 2],
    ['a crystal of one rare element far apart', stretched('RnRn', 3), 3],
  ])('finds %s strange in so many ways', (_, structure, ways) => {
    expect(strangenessOf(structure, domain)).toBe(ways);
  });

  it('asks nothing of the number of elements where a card says nothing of it', () => {
    const { elementCounts, ...older } = domain;
    expect(elementCounts).toBeDefined();
    expect(strangenessOf(stretched('MgMg', 1.4), older)).toBe(0);
    expect(strangenessOf(ternary, older)).toBe(0);
  });

  it('lowers confidence beyond it', () => {
    const quantiles = Array.from({ length: 19 }, (_, i) => (i + 1) / 50);
    const heldOut = { set: 'made up', n: 1000, mae: 0.2, unit: 'eV/atom', quantiles, domain };
    const card = { heldOut: { formation_energy: heldOut } };
    const confidence = (structure: Structure): number =>
      confidencesOf(card, structure, { formation_energy: -2 }).formation_energy!;
    const usual = confidence(stretched('MgO', 1));
    expect(usual).toBeCloseTo(0.25, 12);
    expect(confidence(stretched('MgS', 1.03))).toBeCloseTo(0.6 * usual, 12);
    expect(confidence(stretched('RnO', 1.9))).toBeCloseTo(0.36 * usual, 12);
    expect(confidence(stretched('MgMg', 1.4))).toBeLessThan(confidence(stretched('MgO', 1)));
  });

  it('knows nothing of what was not measured', () => {
    const values = { formation_energy: -1, forces: new Float64Array(6), energy: 3 };
    expect(confidencesOf({ heldOut: {} }, stretched('MgO', 1), values)).toEqual({
      formation_energy: 0,
      energy: 0,
    });
  });
});
