import type { Matrix3 } from '@nano-os/crystal';

/** Rows and columns of the six independent components, in Voigt's order: xx, yy, zz, yz, xz, xy. */
export const VOIGT = [
  [0, 0],
  [1, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
] as const;

/** The strain of which one of Voigt's six is `size` and the others are zero; shears count twice. */
export function voigtStrain(component: number, size: number): Matrix3 {
  const six = VOIGT.map((_, index) => {
    if (index !== component) return 0;
    return index < 3 ? size : size / 2;
  });
  const [xx = 0, yy = 0, zz = 0, yz = 0, xz = 0, xy = 0] = six;
  return [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
}

/** The six of a symmetric stress. */
export function voigtStress(stress: Matrix3): number[] {
  return VOIGT.map(([row, column]) => stress[row][column]);
}
