import { moduliOf, stabilityOf } from './moduli';

function cubic(c11: number, c12: number, c44: number): number[][] {
  return Array.from({ length: 6 }, (_, i) =>
    Array.from({ length: 6 }, (__, j) => {
      if (i < 3 && j < 3) return i === j ? c11 : c12;
      return i === j ? c44 : 0;
    }),
  );
}

describe('moduliOf', () => {
  it('knows copper', () => {
    // Overton and Gaffney, Phys. Rev. 98, 969 (1955), at 300 K: 168.4, 121.4, 75.4 GPa; the
    // averages by their formulas for cubic crystals.
    const [c11, c12, c44] = [168.4, 121.4, 75.4];
    const { bulk, shear, young, poisson, anisotropy } = moduliOf(cubic(c11, c12, c44))!;
    const voigt = (c11 - c12 + 3 * c44) / 5;
    const reuss = (5 * (c11 - c12) * c44) / (4 * c44 + 3 * (c11 - c12));
    expect(bulk.voigt).toBeCloseTo((c11 + 2 * c12) / 3, 9);
    expect(bulk.reuss).toBeCloseTo((c11 + 2 * c12) / 3, 9);
    expect(shear.voigt).toBeCloseTo(voigt, 9);
    expect(shear.reuss).toBeCloseTo(reuss, 9);
    // Handbooks give polycrystalline copper 48 GPa, 130 GPa and 0.34.
    expect(Math.abs(shear.hill - 48)).toBeLessThan(1);
    expect(Math.abs(young - 130)).toBeLessThan(3);
    expect(Math.abs(poisson - 0.34)).toBeLessThan(0.01);
    // 6/5 (√A − 1/√A)² of Zener's ratio A.
    const zener = (2 * c44) / (c11 - c12);
    expect(anisotropy).toBeCloseTo((6 / 5) * (Math.sqrt(zener) - 1 / Math.sqrt(zener)) ** 2, 9);
  });

  it('finds no anisotropy in an isotropic solid', () => {
    const [lambda, mu] = [50, 30];
    const { bulk, shear, anisotropy } = moduliOf(cubic(lambda + 2 * mu, lambda, mu))!;
    for (const value of [bulk.voigt, bulk.reuss, bulk.hill]) expect(value).toBeCloseTo(70, 9);
    for (const value of [shear.voigt, shear.reuss, shear.hill]) expect(value).toBeCloseTo(30, 9);
    expect(Math.abs(anisotropy)).toBeLessThan(1e-12);
  });

  it('has none for a tensor without an inverse', () => {
    expect(moduliOf(cubic(1, 1, 1))).toBeNull();
  });
});

describe('stabilityOf', () => {
  it('gives the eigenvalues C₁₁ + 2C₁₂, C₁₁ − C₁₂ and 2C₄₄ of a cubic tensor', () => {
    const { eigenvalues, isStable } = stabilityOf(cubic(10, 4, 2));
    [4, 4, 4, 6, 6, 18].forEach((value, i) => {
      expect(eigenvalues[i]).toBeCloseTo(value, 12);
    });
    expect(isStable).toBe(true);
  });

  it.each([
    ['shear', cubic(10, 4, -1)],
    ['stretching one axis', cubic(10, 11, 2)],
  ])('sees that %s makes it unstable', (_, tensor) => {
    expect(stabilityOf(tensor).isStable).toBe(false);
  });
});
