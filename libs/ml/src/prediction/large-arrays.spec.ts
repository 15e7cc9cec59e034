import { leftOut, putTogether, takeApart } from './large-arrays';

const rows = (count: number): number[][] => Array.from({ length: count }, (_, i) => [i, 0, -i]);

describe('large arrays', () => {
  it.each([0, 1, 64, 65, 5000])('of %i rows come back in their place', (count) => {
    const whole = { formation_energy: -1, energy: -2.5, forces: rows(count), stresses: rows(3) };
    const stored = takeApart(whole);
    const read = JSON.parse(JSON.stringify(stored)) as typeof stored;
    expect(JSON.stringify(putTogether(read.properties, read.largeArrays))).toBe(
      JSON.stringify(whole),
    );
  });

  it('are apart beyond 64 rows, and only those', () => {
    const { properties, largeArrays } = takeApart({ forces: rows(65), stresses: rows(64) });
    expect(largeArrays).toEqual({ forces: rows(65) });
    expect(leftOut(properties)).toEqual(['forces']);
    expect(putTogether(properties, null)).toEqual({ stresses: rows(64) });
    expect(takeApart({ forces: rows(64) }).largeArrays).toBeNull();
  });
});
