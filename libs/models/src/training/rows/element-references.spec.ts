import { trainingRows } from '../../../test-support/training-rows';
import { elementReferences, referenceOf } from './element-references';

const VALUES: Readonly<Record<string, number>> = { Li: -2, Na: -1.5, O: -5, S: -4.25 };
const rows = trainingRows()
  .filter(({ species }) => species.every((symbol) => symbol in VALUES))
  .flatMap((row) => [
    row,
    // As many of each would leave open what is whose.
    { ...row, species: [...row.species, row.species[0]!], frac: [...row.frac, row.frac[0]!] },
  ]);
const energies = rows.map(({ species }) =>
  species.reduce((sum, symbol) => sum + VALUES[symbol]!, 0),
);

describe('references of elements', () => {
  it('are what energies are the sums of', () => {
    const references = elementReferences(rows, energies, Object.keys(VALUES));
    for (const [symbol, value] of references) {
      // The ridge is a millionth.
      expect(Math.abs(value - VALUES[symbol]!)).toBeLessThan(1e-4);
    }
    const [first] = rows;
    expect(Math.abs(referenceOf(first!, references) - energies[0]! / 2)).toBeLessThan(1e-4);
  });

  it('are finite for elements that come together only, or not at all', () => {
    const [first] = rows;
    const [symbol, other] = first!.species;
    const references = elementReferences([first!], [-6], [symbol!, other!, 'Xe']);
    expect(Math.abs(references.get(symbol!)! + references.get(other!)! + 6)).toBeLessThan(1e-4);
    expect(references.get('Xe')).toBe(0);
  });
});
