import { sphericalBessel, sphericalBesselRoots } from './spherical-bessel-roots';

describe('sphericalBessel', () => {
  // Abramowitz and Stegun, table 10.1, ten decimals.
  it.each([
    [0, 1, 0.8414709848],
    [1, 1, 0.3011686789],
    [2, 1, 0.062035052],
    [1, 5, -0.0950894081],
    [2, 5, 0.1347312101],
    [3, 5, 0.2298206182],
  ])('of degree %d at %d is in the tables', (degree, x, value) => {
    expect(Math.abs(sphericalBessel(degree, x) - value)).toBeLessThan(5.1e-11);
  });
});

describe('sphericalBesselRoots', () => {
  // Abramowitz and Stegun, table 10.6, six decimals.
  const TABLE = [
    [3.141593, 6.283185, 9.424778, 12.566371],
    [4.493409, 7.725252, 10.904122, 14.066194],
    [5.763459, 9.095011, 12.322941, 15.514603],
    [6.987932, 10.417119, 13.698023, 16.923621],
  ];

  it('finds the zeros in the tables', () => {
    sphericalBesselRoots(4, 4).forEach((roots, degree) => {
      roots.forEach((root, n) => {
        expect(Math.abs(root - TABLE[degree]![n]!)).toBeLessThan(5.1e-7);
      });
    });
  });

  it('finds them to the last bits', () => {
    sphericalBesselRoots(3, 5).forEach((roots, degree) => {
      for (const root of roots) expect(Math.abs(sphericalBessel(degree, root))).toBeLessThan(1e-15);
    });
  });
});
