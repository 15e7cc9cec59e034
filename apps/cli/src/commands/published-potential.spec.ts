import { writeStructure } from '@nano-os/crystal';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cubicPair } from '../../../../libs/models/test-support/lattices';
import { SHARED } from '../../../../libs/models/test-support/shared';
import { runCommand } from '../../test-support/run-command';

const WEIGHTS = join(
  SHARED,
  'weights/materialsvirtuallab+matgl/pretrained_models/M3GNet-MP-2021.2.8-PES',
);
const suite = existsSync(WEIGHTS) ? describe : describe.skip;

suite('M3GNet-MP-2021.2.8-PES on the command line (skipped where NANO_OS_SHARED has none)', () => {
  let folder: string;
  let silicon: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nano-os-published-'));
    silicon = join(folder, 'silicon.cif');
    // Some 2 % larger than at rest.
    writeFileSync(silicon, writeStructure(cubicPair('Si', 'Si', 5.57, 0.25), 'cif'));
    await runCommand('models', 'import', WEIGHTS, '--models-dir', join(folder, 'models'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (command: string): Promise<Record<string, unknown>> => {
    const { text } = await runCommand(
      command,
      silicon,
      '--json',
      '--models-dir',
      join(folder, 'models'),
    );
    const [answer] = JSON.parse(text) as Record<string, unknown>[];
    return answer!;
  };

  // Of matcalc and matgl: libs/models/test-figures/m3gnet-calculator.json.
  const EDGE = 5.4566;
  const [BY_STRESS, BY_ENERGY] = [85.2, 86.4];

  it('relaxes silicon to the edge that the authors’ program finds', async () => {
    const { outcome, structure } = await ask('relax');
    const { lattice } = structure as { lattice: number[][] };
    expect(outcome).toBe('converged');
    // In the primitive cell.
    const edge = Math.hypot(...lattice[0]!) * Math.SQRT2;
    expect(Math.abs(edge / EDGE - 1)).toBeLessThan(1e-3);
  });

  it('finds the bulk modulus that the authors’ programs find, by stress and by energy', async () => {
    const { moduli } = await ask('elastic');
    const { hill } = (moduli as { bulk: { hill: number } }).bulk;
    expect(Math.abs(hill / BY_STRESS - 1)).toBeLessThan(0.02);
    const { bulk_modulus } = await ask('eos');
    expect(Math.abs((bulk_modulus as number) / BY_ENERGY - 1)).toBeLessThan(0.02);
  });
});
