import { ELEMENT_TABLE } from './table';

export interface Element {
  /** Atomic number. */
  number: number;
  symbol: string;
  name: string;
  /** Standard atomic weight, g/mol. */
  mass: number;
  /** Å; null for elements that nobody has measured a bond of. */
  covalentRadius: number | null;
  /** Pauling's scale; null where there is none. */
  electronegativity: number | null;
  group: number;
  period: number;
}

/** The elements 1 to 118; element Z is at index Z − 1. */
export const ELEMENTS: readonly Element[] = ELEMENT_TABLE.map(
  ([symbol, name, mass, covalentRadius, electronegativity, group, period], index) => ({
    number: index + 1,
    symbol,
    name,
    mass,
    covalentRadius,
    electronegativity,
    group,
    period,
  }),
);

const BY_SYMBOL = new Map(ELEMENTS.map((element) => [element.symbol, element]));

/** @param symbol as it is written, capital first: `Fe` */
export function elementBySymbol(symbol: string): Element | undefined {
  return BY_SYMBOL.get(symbol);
}

/** @param number atomic number, 1 to 118 */
export function elementByNumber(number: number): Element | undefined {
  return ELEMENTS[number - 1];
}
