import { assessQuality } from './quality';

const quality = (errors: Record<string, number>, ...own: Parameters<typeof assessQuality>[1][]) =>
  assessQuality(new Map(Object.entries(errors)), own[0]);

describe('comparison quality', () => {
  it.each([
    ['bandgap', [0.1, 0.3, 0.5]],
    ['formation_energy', [0.1, 0.3, 0.5]],
    ['stability_score', [0.05, 0.1, 0.2]],
    ['dielectric', [0.1, 0.3, 0.5]],
  ])('grades %s at its thresholds, which belong to the better grade', (name, limits) => {
    const grades = [...limits, 0.51].map(
      (error) => quality({ [name]: -error }).property_quality[name],
    );
    expect(grades).toEqual(['excellent', 'good', 'fair', 'poor']);
    const past = limits.map((limit) => quality({ [name]: limit + 1e-9 }).property_quality[name]);
    expect(past).toEqual(['good', 'fair', 'poor']);
  });

  it.each([
    [{ a: 0, b: 0.2 }, 'excellent'],
    [{ a: 0, b: 0.4, c: 0.4 }, 'good'],
    [{ a: 0.2, b: 0.4 }, 'good'],
    [{ a: 0.4, b: 9 }, 'fair'],
    [{ a: 0.4, b: 9, c: 9 }, 'poor'],
    [{}, 'unknown'],
  ])('grades %j as %s by the mean of the points', (errors, overall) => {
    expect(quality(errors).overall_quality).toBe(overall);
  });

  it("puts the caller's thresholds before those of the system", () => {
    const own = { bulk_modulus: { excellent: 5, good: 10, fair: 20 } };
    const report = quality({ bulk_modulus: 7, bandgap: 0.05 }, own);
    expect(report.property_quality).toEqual({ bulk_modulus: 'good', bandgap: 'excellent' });
  });

  it('recommends the simulation where the prediction is not good', () => {
    expect(quality({ bandgap: 0.4 }).recommendations).toEqual([
      expect.stringContaining('simulation'),
    ]);
    expect(quality({ bandgap: 0.9, formation_energy: 2 }).recommendations).toEqual([
      expect.stringContaining('simulation'),
      expect.stringContaining('training distribution'),
      'Poorly predicted: bandgap, formation_energy.',
    ]);
    expect(quality({ a: 0, b: 0, c: 0, d: 9 }).recommendations).toEqual(['Poorly predicted: d.']);
    expect(quality({ bandgap: 0.1 }).recommendations).toEqual([]);
  });
});
