import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../test-support/temporary-folder';
import { TINY_M3GNET } from '../../../test-support/tiny-m3gnet';
import { layRows, potentialRows, tinyTraining } from '../../../test-support/training-rows';
import { structureOf } from '../../calculators/plain-crystal';
import { NetworkPotential } from '../../calculators';
import { crystalOf } from '../rows/crystal-of';
import { reportTraining } from './report-of-training';
import { runTraining } from './run-training';

const folder = temporaryFolder();

/** Elements and scale follow from the crystals. */
const network = Object.fromEntries(
  Object.entries(TINY_M3GNET).filter(([name]) => name !== 'elements' && name !== 'scale'),
);

const configuration = tinyTraining({
  name: 'M3GNet-test',
  family: 'M3GNET',
  architecture: 'm3gnet',
  network: {
    ...network,
    atomSize: 8,
    bondSize: 8,
    hiddenSize: 8,
    cutoff: 5,
    threeBodyCutoff: 4,
    radialBasis: 'smooth',
  },
  properties: (
    [
      ['energy', 'eV', 1],
      ['forces', 'eV/Å', 2],
      ['stresses', 'GPa', 0.1],
    ] as const
  ).map(([kind, unit, weight]) => ({
    name: kind,
    output: kind,
    kind,
    unit,
    weight,
    transform: 'identity',
  })),
  validation: { share: 0.2, seed: 'a', by: 'row' },
  schedule: { kind: 'constant', rate: 0.01 },
  epochs: 30,
});

describe('the training of a potential', () => {
  it('makes errors of energies, forces and stresses smaller, and leaves one that serves', async () => {
    const rows = await potentialRows();
    layRows(folder(), rows);
    const outcome = await runTraining({
      configuration,
      source: 'training/test.json',
      data: folder(),
      out: join(folder(), 'out'),
      onEvent: () => undefined,
    });
    const { curve, model, prepared } = outcome;
    const errorOf = (epoch: number, kind: string): number => {
      const errors = curve[epoch]!.errors.filter(({ property }) => property === kind);
      return errors.reduce((sum, { mae }) => sum + mae, 0) / errors.length;
    };
    for (const kind of ['energy', 'forces', 'stresses']) {
      expect([kind, errorOf(curve.length - 1, kind) < 0.6 * errorOf(0, kind)]).toEqual([
        kind,
        true,
      ]);
    }

    const [first] = prepared.validation;
    const potential = await NetworkPotential.open(model);
    const [answer] = await potential.calculate([structureOf(crystalOf(first!.row))]);
    await potential.dispose();
    if (!answer || answer instanceof Error) throw new Error('No answer');
    const [energy, forces] = outcome.answers.map(([of]) => of);
    // Single precision, of energies that are a few eV.
    expect(Math.abs(answer.energy / first!.row.species.length - (energy as number))).toBeLessThan(
      1e-5,
    );
    const said = (forces as { values: Float64Array }).values;
    said.forEach((value, i) => {
      expect(Math.abs(answer.forces[i]! - value)).toBeLessThan(1e-5);
    });
    expect(model.card.heldOut.energy!.unit).toBe('eV/atom');
    expect(model.card.heldOut.forces!.n).toBeLessThan(model.card.heldOut.energy!.n);

    const report = join(folder(), 'report');
    await reportTraining(report, configuration, outcome);
    expect(readFileSync(join(report, 'report.md'), 'utf8')).toContain('forces-parity.svg');
  });
});
