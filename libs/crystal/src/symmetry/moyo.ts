import { analyze_cell, initSync, type MoyoDataset } from '@spglib/moyo-wasm';
import { readFileSync } from 'node:fs';

/** A cell as the symmetry program takes it: row-major basis in Å, fractional positions, kinds. */
export interface PlainCell {
  basis: number[];
  positions: (readonly number[])[];
  numbers: number[];
}

/** The program's module and its WebAssembly, by path: a worker thread loads them too. */
export const MOYO_SCRIPT = require.resolve('@spglib/moyo-wasm');
export const MOYO_WASM = require.resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');

/** Settings as spglib and the databases of the field print them. */
export const SETTING = 'Spglib';

let ready = false;

/** Text of a cell that the program reads. */
export function cellJson({ basis, positions, numbers }: PlainCell): string {
  return JSON.stringify({ lattice: { basis }, positions, numbers });
}

/** @throws what the program throws, a string or an error */
export function analyseCell(cell: PlainCell, symprec: number): MoyoDataset {
  if (!ready) {
    initSync({ module: readFileSync(MOYO_WASM) });
    ready = true;
  }
  return analyze_cell(cellJson(cell), symprec, SETTING);
}

export type { MoyoDataset };
