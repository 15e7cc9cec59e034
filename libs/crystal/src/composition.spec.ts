import fc from 'fast-check';
import { compositionOf, formulaOf, parseFormula, reducedFormulaOf } from './composition';
import { ELEMENTS } from './elements';
import { CrystalError } from './errors';

const composition = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...ELEMENTS.map(({ symbol }) => symbol)),
      fc.integer({ min: 1, max: 40 }),
    ),
    { minLength: 1, maxLength: 6, selector: ([symbol]) => symbol },
  )
  .map((pairs) => new Map(pairs));

describe('formulaOf', () => {
  it('goes from the least to the most electronegative element', () => {
    const species = [...'OOOO'.split(''), 'P', 'Fe', 'Li'];
    expect(formulaOf(compositionOf(species))).toBe('LiFePO4');
  });

  it('is read back by parseFormula', () => {
    fc.assert(
      fc.property(composition, (given) => {
        expect(parseFormula(formulaOf(given))).toEqual(given);
      }),
      { seed: 21 },
    );
  });
});

describe('reducedFormulaOf', () => {
  // As pymatgen writes them.
  it.each([
    ['Li4Fe4P4O16', 'LiFePO4'],
    ['Si8', 'Si'],
    ['Na4Cl4', 'NaCl'],
    ['O8', 'O2'],
    ['N2', 'N2'],
    ['H2O2', 'H2O2'],
    ['K4O4', 'K2O2'],
    ['Ca3P2O8', 'Ca3(PO4)2'],
    ['EuMo6S8', 'Eu(Mo3S4)2'],
    ['Al2Si4O11', 'Al2Si4O11'],
    ['Mg2Al4Si6O20', 'MgAl2Si3O10'],
    ['Be3Al2Si6O18', 'Be3Al2(SiO3)6'],
    ['CaCO3', 'CaCO3'],
    ['Cs2NaInCl6', 'Cs2NaInCl6'],
  ])('of %s is %s', (given, expected) => {
    expect(reducedFormulaOf(parseFormula(given))).toBe(expected);
  });

  it('has the proportions of what it reduces, and no common divisor but in O2 and the like', () => {
    fc.assert(
      fc.property(composition, (given) => {
        const reduced = parseFormula(reducedFormulaOf(given));
        const factors = [...given].map(([symbol, count]) => count / reduced.get(symbol)!);
        expect(new Set(factors).size).toBe(1);
        expect(reduced.size).toBe(given.size);
      }),
      { seed: 22 },
    );
  });
});

describe('parseFormula', () => {
  it.each([
    ['LiFePO4', { Li: 1, Fe: 1, P: 1, O: 4 }],
    ['Ca3(PO4)2', { Ca: 3, P: 2, O: 8 }],
    ['K4[Fe(CN)6]', { K: 4, Fe: 1, C: 6, N: 6 }],
    ['Na Cl', { Na: 1, Cl: 1 }],
    ['CH3CH2OH', { C: 2, H: 6, O: 1 }],
    ['Fe0.5O', { Fe: 0.5, O: 1 }],
    ['Co', { Co: 1 }],
    ['CO', { C: 1, O: 1 }],
  ])('reads %s', (text, expected) => {
    expect(Object.fromEntries(parseFormula(text))).toEqual(expected);
  });

  it.each(['', ' ', 'Xx', 'li', 'Li(', 'Li)', '()', 'Li0', '2', 'Li-', 'Li4.5.6', 'A'.repeat(501)])(
    'refuses %j',
    (text) => {
      expect(() => parseFormula(text)).toThrow(CrystalError);
    },
  );

  it('answers any text with a composition or an error of the library, soon', () => {
    const noise = fc.stringMatching(/^[A-Za-z0-9.()[\]{} ]{0,60}$/);
    fc.assert(
      fc.property(fc.oneof(noise, fc.string()), (text) => {
        try {
          const counts = [...parseFormula(text).values()];
          expect(counts.every((count) => count > 0)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(CrystalError);
        }
      }),
      { numRuns: 2000, seed: 23 },
    );
  });
});
