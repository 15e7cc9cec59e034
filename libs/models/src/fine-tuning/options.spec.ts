import { decidedOptions } from './options';

const options = { name: 'mine', property: 'bandgap' };
const candidates = Array.from({ length: 12 }, () => ({ layers: 'all', rate: 1e-3 }) as const);

describe('options of a fine-tuning', () => {
  it('are decided within bounds for as many crystals as are allowed', () => {
    for (const crystals of [10, 100, 2000, 10_000]) {
      const { candidates: ways, epochs, batch } = decidedOptions(options, crystals);
      expect(ways.length * epochs * crystals).toBeLessThanOrEqual(1_500_000);
      expect(batch).toBeLessThanOrEqual(crystals);
    }
  });

  it('are refused where a checkpoint would hold too many answers', () => {
    expect(decidedOptions({ ...options, candidates, epochs: 1000 }, 125).epochs).toBe(1000);
    expect(() => decidedOptions({ ...options, candidates, epochs: 1000 }, 126)).toThrow(
      'is 1512000, and 1500000 at most',
    );
  });
});
