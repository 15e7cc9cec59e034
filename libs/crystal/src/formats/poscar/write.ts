import type { Structure } from '../../structure';
import { formatNumber } from '../numbers';

/** A POSCAR of VASP 5; sites of one element that do not follow each other make kinds of their own, so order is kept. */
export function writePoscar(structure: Structure, name?: string): string {
  const kinds: { symbol: string; count: number }[] = [];
  for (const symbol of structure.species) {
    const last = kinds.at(-1);
    if (last?.symbol === symbol) last.count++;
    else kinds.push({ symbol, count: 1 });
  }
  const comment = (name ?? structure.formula).replace(/\s+/g, ' ').slice(0, 200);
  return `${[
    comment === '' ? 'structure' : comment,
    '1.0',
    ...structure.lattice.rows.map((row) => row.map(formatNumber).join(' ')),
    kinds.map(({ symbol }) => symbol).join(' '),
    kinds.map(({ count }) => count).join(' '),
    'Direct',
    ...structure.fracCoords.map((frac) => frac.map(formatNumber).join(' ')),
  ].join('\n')}\n`;
}
