import {
  CrystalError,
  elementBySymbol,
  formulaOf,
  parseFormula,
  reducedFormulaOf,
} from '@nano-os/crystal';
import { invalidField, type Caller } from '@nano-os/common';
import type { Visibility } from '../entities/structure.entity';

/** What lists can be ordered by, and the column of each. */
export const SORT_KEYS = [
  'created_at',
  'name',
  'formula',
  'num_atoms',
  'volume',
  'density',
] as const;

type SortKey = (typeof SORT_KEYS)[number];

/** A leading minus sorts in descending order. */
export type Sort = SortKey | `-${SortKey}`;

export const SORTS: readonly Sort[] = SORT_KEYS.flatMap((key): Sort[] => [key, `-${key}`]);

/** What to look for; whatever is absent does not matter. */
export interface StructureSearch {
  formula?: string;
  /** Symbols with commas between them; the structure has all of these, and maybe others. */
  elements?: string;
  num_elements?: number;
  min_num_elements?: number;
  max_num_elements?: number;
  num_atoms?: number;
  min_num_atoms?: number;
  max_num_atoms?: number;
  dimensionality?: number;
  visibility?: Visibility;
  /** A user's id, or `me`. */
  owner?: string;
  sort?: Sort;
}

/** Parts of a query on `structures`. */
export interface StructureFilter {
  where: string;
  order: string;
  /** Values of `$1`, `$2`, ... in `where`. */
  values: unknown[];
}

/** @throws {ProblemException} invalid-request for a formula or an element that is none */
export function filterOf(caller: Caller, search: StructureSearch): StructureFilter {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (caller.role !== 'admin') {
    add(caller.id, (me) => `(owner_id = ${me} OR visibility = 'public')`);
  }
  add(search.owner === 'me' ? caller.id : search.owner, (p) => `owner_id = ${p}`);
  add(search.visibility, (p) => `visibility = ${p}`);
  add(normalFormula(search.formula), (p) => `(formula = ${p} OR reduced_formula = ${p})`);
  add(symbolsOf(search.elements), (p) => `elements @> ${p}::text[]`);
  add(search.dimensionality, (p) => `dimensionality = ${p}`);
  for (const column of ['num_elements', 'num_atoms'] as const) {
    add(search[column], (p) => `${column} = ${p}`);
    add(search[`min_${column}`], (p) => `${column} >= ${p}`);
    add(search[`max_${column}`], (p) => `${column} <= ${p}`);
  }
  return {
    where: conditions.length > 0 ? conditions.join(' AND ') : 'true',
    order: orderOf(search.sort ?? '-created_at'),
    values,
  };
}

/** Ends with the id, so that pages do not overlap where values are equal. */
function orderOf(sort: Sort): string {
  const isDescending = sort.startsWith('-');
  const direction = isDescending ? 'DESC' : 'ASC';
  return `${isDescending ? sort.slice(1) : sort} ${direction} NULLS LAST, id ${direction}`;
}

/** The formula as stored ones are written: elements from the least to the most electronegative. */
function normalFormula(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const composition = parseFormula(text);
    const [formula, reduced] = [formulaOf(composition), reducedFormulaOf(composition)];
    // A reduced formula may have brackets, as in Ca3(PO4)2, which the formula of a cell has not.
    return formulaOf(parseFormula(reduced)) === formula ? reduced : formula;
  } catch (error) {
    if (error instanceof CrystalError) throw invalidField('formula', error.message);
    throw error;
  }
}

function symbolsOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const symbols = text.split(',').map((symbol) => symbol.trim());
  const unknown = symbols.find((symbol) => !elementBySymbol(symbol));
  if (unknown === undefined) return [...new Set(symbols)];
  const shown = JSON.stringify(unknown.slice(0, 20));
  throw invalidField('elements', `elements names ${shown}, which is no element; write it as Fe,O`);
}
