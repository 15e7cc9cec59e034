import { elementBySymbol } from '../elements';
import { StructureFormatError } from './errors';
import { quote } from './text';

/** Isotopes of hydrogen that files name as elements. */
const HYDROGENS = new Set(['D', 'T']);

/** How programs mark a site that holds nothing. */
const DUMMIES = /^(?:X|Xx|Va|Vac|Du|Dum|Dummy|Q|Qh|Bq|Gh|M|R|Zz)$/i;

/** Whether a symbol, capital first, is one of a known element. */
export function isElement(symbol: string): boolean {
  return elementBySymbol(symbol) !== undefined;
}

function title(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

/** Collects what a reader noticed about species, each notice once. */
export class SpeciesReader {
  private readonly known = new Map<string, string>();
  private isotope = false;
  private water = false;

  constructor(
    private readonly notes: string[],
    /** Elements of the formula in the file, which tell Ho from an H that is labelled HO1. */
    private readonly expected: ReadonlySet<string> = new Set(),
  ) {}

  /** The element that exactly this symbol names (`Fe`, `fe`, `FE`, `D`), or undefined. */
  exact(text: string): string | undefined {
    const symbol = title(text);
    if (HYDROGENS.has(symbol)) {
      if (!this.isotope) this.notes.push('Deuterium or tritium was read as hydrogen.');
      this.isotope = true;
      return 'H';
    }
    return isElement(symbol) ? symbol : undefined;
  }

  /** The element that a symbol or label begins with: `Fe3+`, `O2-`, `Cval`, `CA12`, `Si_sv`, `D1`. */
  leading(text: string): string | undefined {
    const seen = this.known.get(text);
    if (seen !== undefined) return seen;
    const letters = /^[^A-Za-z]{0,8}([A-Za-z]{1,12})/.exec(text)?.[1] ?? '';
    const symbol = this.choose(letters);
    if (symbol !== undefined) this.known.set(text, symbol);
    return symbol;
  }

  private choose(letters: string): string | undefined {
    if (letters === '' || DUMMIES.test(letters)) return undefined;
    // Water as one site, whose hydrogens nobody located.
    if (/^wat/i.test(letters)) {
      if (!this.water) this.notes.push('Water molecules without hydrogens were read as oxygen.');
      this.water = true;
      return 'O';
    }
    // Water as refined: the hydrogen and the oxygen of it.
    if (/^[HO]w/i.test(letters) || /^OH/i.test(letters)) return letters.slice(0, 1).toUpperCase();
    const two = letters.length > 1 ? title(letters.slice(0, 2)) : '';
    const one = letters.slice(0, 1).toUpperCase();
    const oneKnown = isElement(one) || HYDROGENS.has(one);
    if (two !== '' && isElement(two)) {
      // Only capitals are ambiguous: Na is sodium whatever a formula says.
      const capital = /^.[A-Z]/.test(letters);
      const ambiguous = capital && !this.expected.has(two) && this.expected.has(one);
      if (!ambiguous) return two;
    }
    return oneKnown ? this.exact(one) : undefined;
  }
}

/** @throws StructureFormatError `unknown-element` */
export function refuseSpecies(text: string, where: { line?: number; site?: number }): never {
  const hint = DUMMIES.test(text.replace(/\d+$/, ''))
    ? 'is a dummy or a vacancy, not an atom. Remove the site.'
    : 'names no element. Give its symbol, such as Fe or O2-.';
  throw new StructureFormatError('unknown-element', `The species ${quote(text)} ${hint}`, where);
}
