/** Spherical harmonics of degrees 0 to 2. */
export const HARMONICS = 9;

const ROOT_3 = Math.sqrt(3);

/**
 * What `harmonics` of the basis computes, of given vectors: real spherical harmonics in Racah's
 * normalisation, in the same order.
 * @param bonds which of the vectors
 * @param vector three components a bond
 * @returns a row for each
 */
export function harmonicsOf(
  bonds: Int32Array,
  vector: Float64Array,
  distance: Float64Array,
): Float64Array {
  const rows = new Float64Array(HARMONICS * bonds.length);
  for (let place = 0; place < bonds.length; place++) {
    const bond = bonds[place] ?? 0;
    const inverse = 1 / (distance[bond] ?? NaN);
    const x = (vector[3 * bond] ?? NaN) * inverse;
    const y = (vector[3 * bond + 1] ?? NaN) * inverse;
    const z = (vector[3 * bond + 2] ?? NaN) * inverse;
    const row = HARMONICS * place;
    rows[row] = 1;
    rows[row + 1] = x;
    rows[row + 2] = y;
    rows[row + 3] = z;
    rows[row + 4] = ROOT_3 * x * y;
    rows[row + 5] = ROOT_3 * y * z;
    rows[row + 6] = z * z - (x * x + y * y) / 2;
    rows[row + 7] = ROOT_3 * x * z;
    rows[row + 8] = (ROOT_3 / 2) * (x * x - y * y);
  }
  return rows;
}
