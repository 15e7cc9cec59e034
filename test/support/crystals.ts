/** Crystals written from published lattice constants. */

/** Silicon, diamond structure, a = 5.431 Å. */
export const SILICON_CIF = `data_silicon
_cell_length_a 5.431
_cell_length_b 5.431
_cell_length_c 5.431
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_space_group_name_H-M_alt 'F d -3 m:1'
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Si 0 0 0
`;

/** Rock salt, a = 5.640 Å, as a POSCAR. */
export const SALT_POSCAR = `NaCl
1.0
5.640 0 0
0 5.640 0
0 0 5.640
Na Cl
4 4
Direct
0 0 0
0 0.5 0.5
0.5 0 0.5
0.5 0.5 0
0.5 0.5 0.5
0.5 0 0
0 0.5 0
0 0 0.5
`;

/** Water: a molecule without a lattice. */
export const WATER_XYZ = `3
water
O 0.000 0.000 0.117
H 0.000 0.757 -0.471
H 0.000 -0.757 -0.471
`;

/** A primitive cubic cell of one atom, for as many different crystals as a test needs. */
export function cubicPoscar(element: string, a: number): string {
  return `${element}\n${a}\n1 0 0\n0 1 0\n0 0 1\n${element}\n1\nDirect\n0 0 0\n`;
}
