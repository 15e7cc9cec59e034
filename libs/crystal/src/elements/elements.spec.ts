import figures from '../../test-figures/elements.json';
import { elementByNumber, ELEMENTS, elementBySymbol } from './elements';

describe('ELEMENTS', () => {
  it(`has the values of ${figures.programs}`, () => {
    const rows = ELEMENTS.map((element) => [
      element.symbol,
      element.name,
      element.mass,
      element.covalentRadius,
      element.electronegativity,
      element.group,
      element.period,
    ]);
    expect(rows).toEqual(figures.elements);
  });

  it('finds an element by its symbol and by its number', () => {
    for (const element of ELEMENTS) {
      expect(elementBySymbol(element.symbol)).toBe(element);
      expect(elementByNumber(element.number)).toBe(element);
    }
    expect(ELEMENTS).toHaveLength(118);
  });

  it.each(['', 'fe', 'FE', 'D', 'Xx', 'constructor', '__proto__'])(
    'knows no element %j',
    (text) => {
      expect(elementBySymbol(text)).toBeUndefined();
    },
  );

  it.each([0, -1, 119, 1.5, NaN])('knows no element number %d', (number) => {
    expect(elementByNumber(number)).toBeUndefined();
  });
});
