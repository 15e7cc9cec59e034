import { cubicMetal } from '../../../test-support/lattices';
import { EPSILON, lennardJones, SIGMA } from '../../../test-support/pair-potential';
import { CannotPredict, ModelError } from '../../errors';
import { GPA_PER_EV_A3 } from '../../units';
import {
  EquationOfStateCalculator,
  type EquationOfStateCheckpoint,
} from './equation-of-state-calculator';

/** See the elastic tensor's. */
const [A12, A6] = [12.13188, 14.45392];
const NEAREST = (2 * (A12 / A6)) ** (1 / 6) * SIGMA;
const ENERGY = (EPSILON * A6 ** 2) / (2 * A12);
const VOLUME = NEAREST ** 3 / Math.SQRT2;
const ARGON = cubicMetal('Ar', NEAREST * Math.SQRT2);

describe('EquationOfStateCalculator', () => {
  it('finds what the lattice sums give for pairs of the exponents 12 and 6', async () => {
    const calculator = new EquationOfStateCalculator(lennardJones(), { strain: 0.01 });
    const result = await calculator.calc(ARGON);
    // The sums end at 9 σ, and the function is tilted there.
    expect(Math.abs(result.volume / VOLUME - 1)).toBeLessThan(2e-3);
    expect(Math.abs(result.energy / -ENERGY - 1)).toBeLessThan(1e-2);
    const bulk = ((72 * ENERGY) / (9 * VOLUME)) * GPA_PER_EV_A3;
    expect(Math.abs(result.bulkModulus / bulk - 1)).toBeLessThan(1e-2);
    // (n + m + 6)/3
    expect(Math.abs(result.bulkModulusDerivative - 8)).toBeLessThan(0.02);
    expect(result.points).toHaveLength(11);
    expect(result.points.every(({ isConverged }) => isConverged)).toBe(true);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('goes on from a checkpoint to the same result', async () => {
    const calculator = new EquationOfStateCalculator(lennardJones(6));
    const saved: string[] = [];
    const whole = await calculator.calc(ARGON, {
      onProgress: ({ done, checkpoint }) => {
        if (done === 4) saved.push(JSON.stringify(checkpoint));
      },
    });
    const again = await calculator.resume(JSON.parse(saved[0]!) as EquationOfStateCheckpoint);
    expect(again).toEqual(whole);
  });

  it('says that there is no minimum', async () => {
    const calculator = new EquationOfStateCalculator(lennardJones(6), {
      relaxFirst: false,
      relax: 'nothing',
    });
    const error: unknown = await calculator
      .calc(cubicMetal('Ar', 2.5))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CannotPredict);
    expect((error as CannotPredict).code).toBe('no-minimum');
  });

  it.each([{ strain: 0 }, { points: 4 }, { points: 6 }])('refuses %j', (options) => {
    expect(() => new EquationOfStateCalculator(lennardJones(6), options)).toThrow(ModelError);
  });
});
