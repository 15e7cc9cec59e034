/** The spherical Bessel function of the first kind, by its upward recurrence; for x of the order of its degree or more. */
export function sphericalBessel(degree: number, x: number): number {
  let before = Math.cos(x) / x;
  let value = Math.sin(x) / x;
  for (let l = 0; l < degree; l++) {
    [before, value] = [value, ((2 * l + 1) / x) * value - before];
  }
  return value;
}

/** Where `f` changes its sign between two positions, to the last bits of them. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  const isPositive = f(low) > 0;
  let [a, b] = [low, high];
  for (let middle = (a + b) / 2; middle > a && middle < b; middle = (a + b) / 2) {
    if (f(middle) > 0 === isPositive) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/**
 * The first positive zeros of the spherical Bessel functions. Those of one degree lie between those
 * of the degree below, which for degree 0 are the multiples of π.
 * @returns by degree from 0, `count` zeros each
 */
export function sphericalBesselRoots(degrees: number, count: number): number[][] {
  let roots = Array.from({ length: count + degrees - 1 }, (_, n) => (n + 1) * Math.PI);
  const result = [roots.slice(0, count)];
  for (let degree = 1; degree < degrees; degree++) {
    roots = roots
      .slice(1)
      .map((high, n) => bisect((x) => sphericalBessel(degree, x), roots[n] ?? 0, high));
    result.push(roots.slice(0, count));
  }
  return result;
}
