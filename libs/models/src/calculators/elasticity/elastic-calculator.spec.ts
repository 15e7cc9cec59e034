import { Lattice, Structure } from '@nano-os/crystal';
import { cubicMetal } from '../../../test-support/lattices';
import { EPSILON, lennardJones, SIGMA, springs } from '../../../test-support/pair-potential';
import { CannotPredict, ModelError } from '../../errors';
import { GPA_PER_EV_A3 } from '../../units';
import type { ElasticCheckpoint } from './elastic';
import { ElasticCalculator } from './elastic-calculator';

/** The lattice sums of Jones and Ingham (1925) for r⁻¹² and r⁻⁶ over a face-centred cubic lattice. */
const [A12, A6] = [12.13188, 14.45392];
const NEAREST = (2 * (A12 / A6)) ** (1 / 6) * SIGMA;
const ENERGY = (EPSILON * A6 ** 2) / (2 * A12);
/** n m E / 9V for the exponents 12 and 6. */
const BULK = ((72 * ENERGY) / (9 * (NEAREST ** 3 / Math.SQRT2))) * GPA_PER_EV_A3;

const ARGON = cubicMetal('Ar', NEAREST * Math.SQRT2);
const small = { strains: [-0.002, 0.002], relaxation: { maxForce: 1e-5, maxStress: 1e-4 } };

describe('ElasticCalculator', () => {
  it('finds the elastic tensor of a crystal of pairs', async () => {
    const result = await new ElasticCalculator(lennardJones(), small).calc(ARGON);
    const at = (i: number, j: number): number => result.tensor[i]![j]!;
    // The sums end at 9 σ.
    expect(Math.abs(result.moduli!.bulk.hill / BULK - 1)).toBeLessThan(5e-3);
    // Cauchy: where forces between pairs hold each atom in a centre of symmetry, C₁₂ is C₄₄.
    expect(Math.abs(at(0, 1) / at(3, 3) - 1)).toBeLessThan(1e-3);
    for (const [i, j] of [
      [1, 1],
      [2, 2],
    ] as const) {
      expect(Math.abs(at(i, j) / at(0, 0) - 1)).toBeLessThan(1e-6);
    }
    expect(Math.abs(at(0, 3))).toBeLessThan(1e-6 * at(0, 0));
    expect(result.asymmetry).toBeLessThan(1e-3 * at(0, 0));
    expect(result.isStable).toBe(true);
    expect(result.notConverged).toBe(0);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('lets atoms follow the strain, which softens the crystal', async () => {
    // Two atoms that are in no centre of symmetry.
    const zincBlende = new Structure(
      Lattice.fromRows([
        [0, 2, 2],
        [2, 0, 2],
        [2, 2, 0],
      ]),
      ['Zn', 'S'],
      [
        [0, 0, 0],
        [0.25, 0.25, 0.25],
      ],
    );
    const options = { ...small, relaxFirst: false };
    const relaxed = await new ElasticCalculator(springs(), options).calc(zincBlende);
    const clamped = await new ElasticCalculator(springs(), {
      ...options,
      relaxStrained: false,
    }).calc(zincBlende);
    const [soft, stiff] = [relaxed, clamped].map(({ tensor }) => tensor[3]![3]!);
    expect(soft).toBeLessThan(stiff! - 1);
    // A change of volume moves no atom against another.
    const sum = ({ tensor }: typeof relaxed): number => tensor[0]![0]! + 2 * tensor[0]![1]!;
    expect(Math.abs(sum(relaxed) / sum(clamped) - 1)).toBeLessThan(1e-4);
  });

  it('goes on from a checkpoint to the same result', async () => {
    const calculator = new ElasticCalculator(lennardJones(6), small);
    const saved: string[] = [];
    const whole = await calculator.calc(ARGON, {
      onProgress: ({ done, of, checkpoint }) => {
        expect(of).toBe(12);
        if (done === 5) saved.push(JSON.stringify(checkpoint));
      },
    });
    const again = await calculator.resume(JSON.parse(saved[0]!) as ElasticCheckpoint);
    expect(again).toEqual(whole);
  });

  it('refuses a crystal that does not relax', async () => {
    const calculator = new ElasticCalculator(lennardJones(6), {
      relaxation: { maxSteps: 0, maxForce: 1e-9, maxStress: 1e-9 },
    });
    const error: unknown = await calculator.calc(ARGON).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CannotPredict);
    expect((error as CannotPredict).code).toBe('not-relaxed');
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = new ElasticCalculator(lennardJones(6), small).calc(ARGON, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 2) controller.abort(reason);
      },
    });
    await expect(running).rejects.toBe(reason);
  });

  it.each([[[]], [[0.01]], [[0.01, 0.01]], [[0.01, 0.5]]])('refuses the strains %j', (strains) => {
    expect(() => new ElasticCalculator(lennardJones(6), { strains })).toThrow(ModelError);
  });
});
