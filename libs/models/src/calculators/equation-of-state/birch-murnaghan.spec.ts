import { GPA_PER_EV_A3 } from '../../units';
import { fitBirchMurnaghan } from './birch-murnaghan';

/** The equation as it is usually written. */
function energyAt(volume: number, v0: number, e0: number, b0: number, b1: number): number {
  const x = (v0 / volume) ** (2 / 3);
  const scale = (9 * v0 * b0) / (16 * GPA_PER_EV_A3);
  return e0 + scale * ((x - 1) ** 3 * b1 + (x - 1) ** 2 * (6 - 4 * x));
}

describe('fitBirchMurnaghan', () => {
  it.each([
    [40.9, -10.84, 88.6, 4.2],
    [11.8, -4097.3, 140, 5.3],
    [2000, -500, 3, 8],
  ])('finds again what energies were made with: V₀ %d', (v0, e0, b0, b1) => {
    const volumes = [0.9, 0.94, 0.98, 1.01, 1.05, 1.1].map((share) => share * v0);
    const fit = fitBirchMurnaghan(
      volumes,
      volumes.map((volume) => energyAt(volume, v0, e0, b0, b1)),
    )!;
    expect(Math.abs(fit.volume / v0 - 1)).toBeLessThan(1e-8);
    expect(Math.abs(fit.energy / e0 - 1)).toBeLessThan(1e-10);
    expect(Math.abs(fit.bulkModulus / b0 - 1)).toBeLessThan(1e-6);
    expect(Math.abs(fit.bulkModulusDerivative / b1 - 1)).toBeLessThan(1e-5);
    expect(fit.residual).toBeLessThan(1e-9);
  });

  it('finds no minimum outside the volumes', () => {
    const volumes = [42, 43, 44, 45, 46];
    const energies = volumes.map((volume) => energyAt(volume, 40, -10, 90, 4));
    expect(fitBirchMurnaghan(volumes, energies)).toBeNull();
    expect(
      fitBirchMurnaghan(
        volumes,
        energies.map((energy) => -energy),
      ),
    ).toBeNull();
  });

  it('needs four volumes', () => {
    expect(fitBirchMurnaghan([9, 10, 11], [1, 0, 1])).toBeNull();
    expect(fitBirchMurnaghan([9, 10, 11, 11], [1, 0, 1, 1])).toBeNull();
  });
});
