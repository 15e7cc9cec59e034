import { TRAINING } from '../../../test-support/training-figures';
import { Adam, ADAM, clipGradient } from './adam';
import { rateAt } from './schedule';

const { optimisers } = TRAINING;

describe('Adam', () => {
  it.each([
    ['Adam', 0, optimisers.adam],
    ['AdamW', optimisers.decay, optimisers.adamw],
  ])('takes the steps that PyTorch takes: %s', (_, weightDecay, steps) => {
    const weights = Float32Array.of(1, -2, 0.5);
    const adam = new Adam(3, { ...ADAM, weightDecay });
    optimisers.gradients.forEach((gradient, index) => {
      adam.step(weights, Float32Array.from(gradient), optimisers.rate);
      steps[index]!.forEach((expected, i) => {
        // Single precision against double: a few roundings of 6e-8 of numbers up to 2.
        expect(Math.abs(weights[i]! - expected)).toBeLessThan(1e-6);
      });
    });
  });

  it('goes on from its state as if nothing had been', () => {
    const [whole, parted] = [Float32Array.of(1, -2, 0.5), Float32Array.of(1, -2, 0.5)];
    const one = new Adam(3);
    let other = new Adam(3);
    for (const gradient of optimisers.gradients) {
      one.step(whole, Float32Array.from(gradient), 0.05);
      other.step(parted, Float32Array.from(gradient), 0.05);
      other = new Adam(3, ADAM, other.state);
    }
    expect(parted).toEqual(whole);
  });

  it('shortens gradients to a length and leaves shorter ones alone', () => {
    const gradient = Float32Array.of(3, -4);
    expect(clipGradient(gradient, 10)).toBe(5);
    expect([...gradient]).toEqual([3, -4]);
    expect(clipGradient(gradient, 1)).toBe(5);
    expect(Math.hypot(...gradient)).toBeCloseTo(1, 6);
  });
});

describe('schedules', () => {
  const cycle = { kind: 'one-cycle', peak: 0.004, warmUp: 0.3 } as const;

  it('has the one cycle of PyTorch', () => {
    const rates = optimisers.oneCycle.map((_, step) => rateAt(cycle, step, 20, 4));
    rates.forEach((rate, step) => {
      expect(Math.abs(rate - optimisers.oneCycle[step]!)).toBeLessThan(1e-12);
    });
  });

  it('cuts a cycle short: the same until then, down to almost nothing within the rest', () => {
    const cut = { ...cycle, cut: { planned: 10, after: 4 } };
    for (let step = 0; step < 20; step++) {
      expect(rateAt(cut, step, 30, 6)).toBe(rateAt(cycle, step, 50, 10));
    }
    const rest = Array.from({ length: 10 }, (_, index) => rateAt(cut, 20 + index, 30, 6));
    expect(rest).toEqual(rest.toSorted((a, b) => b - a));
    expect(rest[0]).toBeLessThan(rateAt(cycle, 19, 50, 10));
    expect(rest[9]).toBeLessThan(1e-7);
  });

  it('has one stage after another, each as if it were alone', () => {
    const second = { kind: 'cosine', rate: 0.001, warmUp: 0.1 } as const;
    const stages = {
      kind: 'stages',
      stages: [
        { epochs: 4, schedule: cycle },
        { epochs: 2, schedule: second },
      ],
    } as const;
    for (let step = 0; step < 30; step++) {
      const alone = step < 20 ? rateAt(cycle, step, 20, 4) : rateAt(second, step - 20, 10, 2);
      expect(rateAt(stages, step, 30, 6)).toBe(alone);
    }
  });

  it('rises in a line and falls along a cosine', () => {
    const cosine = { kind: 'cosine', rate: 1, warmUp: 0.5 } as const;
    const rates = [0, 1, 2, 3].map((step) => rateAt(cosine, step, 4, 1));
    expect(rates).toEqual([0.5, 1, 1, 0.5].map((rate) => expect.closeTo(rate, 12) as number));
    expect(rateAt({ kind: 'constant', rate: 3 }, 7, 9, 1)).toBe(3);
  });
});
