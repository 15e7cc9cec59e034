import type { Structure } from '../../structure';
import { formatNumber } from '../numbers';

/** A CIF of all sites of the cell in P 1; labels number the sites of each element. */
export function writeCif(structure: Structure, name?: string): string {
  const { lattice } = structure;
  const title = (name ?? structure.reducedFormula).replace(/[^\w.()+-]+/g, '_').slice(0, 70);
  const counts = new Map<string, number>();
  const rows = structure.fracCoords.map((frac, site) => {
    const symbol = structure.species[site] ?? '';
    const number = (counts.get(symbol) ?? 0) + 1;
    counts.set(symbol, number);
    return [symbol, `${symbol}${number}`, ...frac.map(formatFraction), '1.0'].join(' ');
  });
  return `${[
    `data_${title === '' ? 'structure' : title}`,
    `_cell_length_a ${formatNumber(lattice.a)}`,
    `_cell_length_b ${formatNumber(lattice.b)}`,
    `_cell_length_c ${formatNumber(lattice.c)}`,
    `_cell_angle_alpha ${formatNumber(lattice.alpha)}`,
    `_cell_angle_beta ${formatNumber(lattice.beta)}`,
    `_cell_angle_gamma ${formatNumber(lattice.gamma)}`,
    `_cell_volume ${formatNumber(lattice.volume)}`,
    `_chemical_formula_sum '${structure.formula.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z])/g, ' ')}'`,
    `_space_group_name_H-M_alt 'P 1'`,
    '_space_group_IT_number 1',
    'loop_',
    '_space_group_symop_operation_xyz',
    `'x, y, z'`,
    'loop_',
    '_atom_site_type_symbol',
    '_atom_site_label',
    '_atom_site_fract_x',
    '_atom_site_fract_y',
    '_atom_site_fract_z',
    '_atom_site_occupancy',
    ...rows,
  ].join('\n')}\n`;
}

/** Twelve decimals, so that no reader takes 0.3333 for a third that was rounded. */
function formatFraction(value: number): string {
  return value.toFixed(12);
}
