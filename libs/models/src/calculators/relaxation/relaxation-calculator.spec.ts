import { analyseSymmetry, Lattice, Structure } from '@nano-os/crystal';
import { deformed, strainOf } from '../../../test-support/moved';
import { cubicMetal, shaken } from '../../../test-support/lattices';
import { lennardJones, repulsive, SIGMA } from '../../../test-support/pair-potential';
import { uniform } from '../../../test-support/uniform';
import { CannotPredict, ModelError } from '../../errors';
import { structureOf } from '../plain-crystal';
import type { RelaxationOptions } from './options';
import type { RelaxationCheckpoint } from './relaxation';
import { RelaxationCalculator } from './relaxation-calculator';

// On a machine with much else to do.
jest.setTimeout(300_000);

/**
 * The distance of neighbours in a face-centred cubic crystal, from the lattice sums of Jones and
 * Ingham (1925): (2 · 12.13188 / 14.45392)^(1/6) σ.
 */
const NEAREST = 1.09017 * SIGMA;
const EDGE = NEAREST * Math.SQRT2;

const tight: Partial<RelaxationOptions> = { maxForce: 1e-4, maxStress: 1e-3 };
const next = uniform(8);

/** Four atoms of a cubic crystal, pulled and shaken. */
function crumpled(): Structure {
  const cube = new Structure(
    Lattice.fromParameters(EDGE, EDGE, EDGE, 90, 90, 90),
    ['Ar', 'Ar', 'Ar', 'Ar'],
    [
      [0, 0, 0],
      [0.5, 0.5, 0],
      [0.5, 0, 0.5],
      [0, 0.5, 0.5],
    ],
  );
  const pulled = deformed(deformed(cube, strainOf(0, 1, 0.05)), strainOf(2, 2, -0.03));
  return shaken(pulled, () => 0.15 * (next() - 0.5));
}

const edgeOf = (structure: Structure): number =>
  Math.cbrt((4 * structure.volume) / structure.numSites);

describe('RelaxationCalculator', () => {
  it.each(['lbfgs', 'fire'] as const)(
    'finds the crystal of the lattice sums by %s',
    async (optimizer) => {
      const calculator = new RelaxationCalculator(lennardJones(6 * SIGMA), { ...tight, optimizer });
      const result = await calculator.calc(crumpled());
      expect(result.outcome).toBe('converged');
      expect(result.maxForce).toBeLessThan(1e-4);
      expect(result.maxStress).toBeLessThan(1e-3);
      // The sums end at 6 σ, and what is beyond pulls a little.
      expect(Math.abs(edgeOf(structureOf(result.structure)) / EDGE - 1)).toBeLessThan(2e-3);
      expect(analyseSymmetry(structureOf(result.structure), { symprec: 0.01 }).symbol).toBe(
        'Fm-3m',
      );
    },
  );

  it('keeps every step, each no higher than the start, and what it ends with', async () => {
    const result = await new RelaxationCalculator(lennardJones(6), tight).calc(crumpled());
    expect(result.trajectory).toHaveLength(result.steps + 1);
    expect(result.trajectory.map(({ step }) => step)).toEqual([...result.trajectory.keys()]);
    const last = result.trajectory.at(-1)!;
    expect([last.energy, last.lattice]).toEqual([result.energy, result.structure.lattice]);
    expect(result.energy).toBeLessThan(result.trajectory[0]!.energy);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('keeps only some steps when it is told so, and the last', async () => {
    const options = { ...tight, every: 5 };
    const result = await new RelaxationCalculator(lennardJones(6), options).calc(crumpled());
    const steps = result.trajectory.map(({ step }) => step);
    expect(steps.slice(0, 2)).toEqual([0, 5]);
    expect(steps.at(-1)).toBe(result.steps);
  });

  it('leaves the cell where it is to stay', async () => {
    const start = crumpled();
    const options = { ...tight, cell: 'fixed' as const };
    const result = await new RelaxationCalculator(lennardJones(6), options).calc(start);
    expect(result.outcome).toBe('converged');
    expect(result.maxStress).toBe(0);
    result.structure.lattice.flat().forEach((x, i) => {
      expect(Math.abs(x - start.lattice.rows.flat()[i]!)).toBeLessThan(1e-13);
    });
  });

  it('keeps the volume where only the shape may change', async () => {
    const start = crumpled();
    const options = { ...tight, cell: 'shape' as const };
    const result = await new RelaxationCalculator(lennardJones(), options).calc(start);
    expect(result.outcome).toBe('converged');
    expect(Math.abs(structureOf(result.structure).volume / start.volume - 1)).toBeLessThan(1e-12);
    // At any volume the shape of lowest energy is the cubic one, whose stress is a pressure.
    const [xx, xy, , , yy] = result.stress.flat();
    expect(Math.abs(xx! - yy!)).toBeLessThan(2e-3);
    expect(Math.abs(xy!)).toBeLessThan(2e-3);
  });

  it('balances a pressure from outside', async () => {
    const options = { ...tight, pressure: 2 };
    const result = await new RelaxationCalculator(lennardJones(), options).calc(
      cubicMetal('Ar', EDGE),
    );
    expect(result.outcome).toBe('converged');
    expect(Math.abs(result.stress[0][0] + 2)).toBeLessThan(2e-3);
    expect(edgeOf(structureOf(result.structure))).toBeLessThan(EDGE);
  });

  it('keeps a symmetry that does not have the lowest energy', async () => {
    // A simple cubic crystal of such atoms is at rest but not stable.
    const edge = 1.06 * SIGMA;
    const cubic = new Structure(
      Lattice.fromParameters(edge, edge, edge, 90, 90, 90),
      ['Ar'],
      [[0, 0, 0]],
    );
    const shaped = shaken(cubic.supercell([2, 1, 1]), () => 0.004 * (next() - 0.5));
    const kept = await new RelaxationCalculator(lennardJones(), {
      ...tight,
      keepSymmetry: true,
      symprec: 0.02,
    }).calc(shaped);
    expect(kept.outcome).toBe('converged');
    expect(analyseSymmetry(structureOf(kept.structure)).symbol).toBe('Pm-3m');
    const free = await new RelaxationCalculator(lennardJones(), tight).calc(shaped);
    expect(free.energy).toBeLessThan(kept.energy - 0.05);
  });

  it('says that it did not converge, with the best crystal that it came by', async () => {
    const result = await new RelaxationCalculator(lennardJones(6), { ...tight, maxSteps: 3 }).calc(
      crumpled(),
    );
    expect(result.outcome).toBe('not-converged');
    expect(result.message).toBe('Not converged in 3 steps.');
    expect(result.steps).toBe(3);
    expect(result.energy).toBe(Math.min(...result.trajectory.map(({ energy }) => energy)));
  });

  it('gives up a crystal that flies apart, with the last one that was sound', async () => {
    const result = await new RelaxationCalculator(repulsive(), { maxSteps: 200 }).calc(
      cubicMetal('Ar', 4),
    );
    expect(result.outcome).toBe('flew-apart');
    expect(result.message).toMatch(/^Step \d+: Its volume became 2\d\d %/);
    const share = structureOf(result.structure).volume / 16;
    expect(share).toBeGreaterThan(1);
    expect(share).toBeLessThanOrEqual(2.5);
  });

  it('gives up a crystal that loses all bonds', async () => {
    const calculator = new RelaxationCalculator(repulsive(), { volumes: [0.1, 1000] });
    const result = await calculator.calc(cubicMetal('Ar', 8));
    expect(result.outcome).toBe('flew-apart');
    expect(result.message).toMatch(/No atom has a neighbour/);
  });

  it('gives up a crystal whose atoms come too near', async () => {
    const calculator = new RelaxationCalculator(lennardJones(6), { nearest: 2.3 });
    const result = await calculator.calc(cubicMetal('Ar', EDGE * 1.1));
    expect(result.outcome).toBe('flew-apart');
    expect(result.message).toMatch(/Two atoms came within 2\.\d\d Å/);
  });

  it('refuses a crystal that the potential does not know', async () => {
    const calculator = new RelaxationCalculator(lennardJones(2));
    await expect(calculator.calc(cubicMetal('Ar', 9))).rejects.toThrow(CannotPredict);
  });

  it.each([{ maxForce: 0 }, { maxSteps: -1 }, { every: 0 }, { volumes: [2, 3] as const }])(
    'refuses options that make no sense: %j',
    (options) => {
      expect(() => new RelaxationCalculator(lennardJones(6), options)).toThrow(ModelError);
    },
  );

  it('ends when it is told to, with the reason', async () => {
    const potential = lennardJones(6);
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = new RelaxationCalculator(potential, tight).calc(crumpled(), {
      signal: controller.signal,
      onProgress: ({ frame }) => {
        if (frame.step === 2) controller.abort(reason);
      },
    });
    await expect(running).rejects.toBe(reason);
    expect(potential.asked).toBe(3);
  });

  it.each(['lbfgs', 'fire'] as const)(
    'goes on from a checkpoint to the same result, to the bit: %s',
    async (optimizer) => {
      const options = { ...tight, optimizer, keepSymmetry: false };
      const calculator = new RelaxationCalculator(lennardJones(6), options);
      let saved = '';
      const whole = await calculator.calc(crumpled(), {
        onProgress: ({ frame, checkpoint }) => {
          if (frame.step === 4) saved = JSON.stringify(checkpoint());
        },
      });
      const again = await new RelaxationCalculator(lennardJones(6), options).resume(
        JSON.parse(saved) as RelaxationCheckpoint,
      );
      expect(again).toEqual(whole);
    },
  );

  it('relaxes many, whatever becomes of each', async () => {
    const seen: number[] = [];
    const outcomes = await new RelaxationCalculator(lennardJones(4), tight).calcMany(
      [cubicMetal('Ar', EDGE * 1.02), cubicMetal('Ar', 9), cubicMetal('Ar', EDGE * 0.98)],
      { onProgress: ({ index }) => seen.push(index) },
    );
    const [first, second, third] = outcomes;
    expect(second).toEqual({
      error: { code: 'isolated-atom', message: 'No atom has a neighbour.' },
    });
    if (!('result' in first!) || !('result' in third!)) throw new Error('two have results');
    expect(Math.abs(first.result.energy - third.result.energy)).toBeLessThan(1e-6);
    expect(new Set(seen)).toEqual(new Set([0, 2]));
  });
});
