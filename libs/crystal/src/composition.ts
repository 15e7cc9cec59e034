import { elementBySymbol } from './elements';
import { CrystalError } from './errors';

/** How many atoms of each element; not necessarily whole numbers when it comes from a formula. */
export type Composition = ReadonlyMap<string, number>;

/** Elements of two atoms and peroxides, which chemists do not reduce further. */
const KEPT_DOUBLE = new Map(
  ['H', 'N', 'O', 'F', 'Cl']
    .map((symbol) => [symbol, `${symbol}2`])
    .concat(['H', 'Li', 'Na', 'K', 'Rb', 'Cs'].map((symbol) => [`${symbol}O`, `${symbol}2O2`])) as [
    string,
    string,
  ][],
);
/** Two elements whose electronegativities differ by less are written as one ion: `Ca3(PO4)2`. */
const LARGEST_WITHIN_ION = 1.65;
const MOST_FORMULA_CHARACTERS = 500;

export function compositionOf(species: readonly string[]): Composition {
  const counts = new Map<string, number>();
  for (const symbol of species) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return counts;
}

/** From the least to the most electronegative, as formulas are written; those without a value last. */
function ordered(composition: Composition): [string, number][] {
  const rank = (symbol: string): number => elementBySymbol(symbol)?.electronegativity ?? Infinity;
  return [...composition].sort(([p], [q]) => {
    const [left, right] = [rank(p), rank(q)];
    if (left === right) return p < q ? -1 : 1;
    return left - right;
  });
}

const amount = (count: number): string => (count === 1 ? '' : String(Number(count.toFixed(6))));

/** The formula of all atoms, such as `Li4Fe4P4O16`. */
export function formulaOf(composition: Composition): string {
  return ordered(composition)
    .map(([symbol, count]) => `${symbol}${amount(count)}`)
    .join('');
}

const divisor = (p: number, q: number): number => (q === 0 ? p : divisor(q, p % q));

/**
 * The formula with the smallest whole numbers, such as `LiFePO4`, `Ca3(PO4)2` or `O2`: pymatgen's
 * reduced formula. Amounts that are not whole stay as they are.
 */
export function reducedFormulaOf(composition: Composition): string {
  const factor = commonDivisor(composition.values());
  if (factor === 0) return formulaOf(composition);
  const reduced = new Map([...composition].map(([symbol, count]) => [symbol, count / factor]));
  const ion = ionOf(reduced);
  if (ion === undefined) {
    const formula = formulaOf(reduced);
    return KEPT_DOUBLE.get(formula) ?? formula;
  }
  const times = commonDivisor(ion.values());
  const within = new Map([...ion].map(([symbol, count]) => [symbol, count / times]));
  const rest = new Map([...reduced].filter(([symbol]) => !ion.has(symbol)));
  return `${formulaOf(rest)}(${formulaOf(within)})${times}`;
}

/** The two most electronegative of three or more elements, where they make an ion several times. */
function ionOf(composition: Composition): Composition | undefined {
  const pair = ordered(composition).slice(-2);
  if (composition.size < 3) return undefined;
  const [less, more] = pair.map(([symbol]) => elementBySymbol(symbol)?.electronegativity ?? NaN);
  const isIon = (more ?? NaN) - (less ?? NaN) < LARGEST_WITHIN_ION;
  const ion = new Map(pair);
  return isIon && commonDivisor(ion.values()) > 1 ? ion : undefined;
}

/** 0 where a number is not whole. */
function commonDivisor(counts: Iterable<number>): number {
  const all = [...counts];
  return all.every(Number.isInteger) ? all.reduce(divisor, 0) : 0;
}

/**
 * Reads a formula: symbols with counts, brackets with counts, blanks anywhere between.
 * @throws {CrystalError} bad-formula, naming what cannot be read
 */
export function parseFormula(text: string): Composition {
  const compact = text.replace(/\s+/g, '');
  if (compact === '' || compact.length > MOST_FORMULA_CHARACTERS) throw badFormula(text);
  const groups: Map<string, number>[] = [new Map<string, number>()];
  const token = /([A-Z][a-z]?)(\d*\.?\d*)|([([{])|([)\]}])(\d*\.?\d*)/y;
  while (token.lastIndex < compact.length) {
    const [, symbol, count = '', open, close, times = ''] = token.exec(compact) ?? [];
    const group = groups.at(-1);
    if (symbol !== undefined) {
      if (!elementBySymbol(symbol) || !group) throw badFormula(text, symbol);
      group.set(symbol, (group.get(symbol) ?? 0) + numberOf(count, text));
    } else if (open !== undefined) {
      groups.push(new Map());
    } else if (close !== undefined && groups.length > 1) {
      const inner = groups.pop() ?? new Map<string, number>();
      const outer = groups.at(-1) ?? new Map<string, number>();
      for (const [name, within] of inner) {
        outer.set(name, (outer.get(name) ?? 0) + within * numberOf(times, text));
      }
    } else {
      throw badFormula(text);
    }
  }
  const [whole] = groups;
  if (groups.length !== 1 || !whole || whole.size === 0) throw badFormula(text);
  return whole;
}

function numberOf(digits: string, text: string): number {
  if (digits === '') return 1;
  const value = Number(digits);
  if (!Number.isFinite(value) || value <= 0) throw badFormula(text, digits);
  return value;
}

function badFormula(text: string, part?: string): CrystalError {
  const shown = JSON.stringify(text.slice(0, 60));
  const at = part === undefined ? '' : ` at ${JSON.stringify(part)}`;
  return new CrystalError('bad-formula', `${shown} is not a formula${at}; write it as LiFePO4.`);
}
