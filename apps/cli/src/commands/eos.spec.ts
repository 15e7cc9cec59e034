import { EquationOfStateCalculator, NetworkPotential } from '@nano-os/models';
import { oddCrystals } from '../../../../libs/models/test-support/tiny-m3gnet';
import { tinyPotential } from '../../../../libs/models/test-support/tiny-potential';
import { layCrystalFiles, type CrystalFiles } from '../../test-support/crystal-files';
import { runCommand, type Printed } from '../../test-support/run-command';

let files: CrystalFiles;
beforeEach(() => {
  files = layCrystalFiles();
});
afterEach(() => {
  files.remove();
});

const eos = (...words: string[]): Promise<Printed> =>
  runCommand('eos', ...words, '--models-dir', files.models, '--model', 'M3GNet-tiny');

describe('nano-os eos', () => {
  it('finds the equation of state that the library finds', async () => {
    const asked = ['--points', '7', '--max-strain', '0.03', '--relax', 'nothing'];
    const words = [files.path('odd.vasp'), ...asked, '--no-relax-first', '--json'];
    const { text, code } = await eos(...words);
    expect(code).toBe(0);
    const potential = await NetworkPotential.open(tinyPotential());
    const options = { points: 7, strain: 0.03, relax: 'nothing', relaxFirst: false } as const;
    const expected = await new EquationOfStateCalculator(potential, options).calc(
      oddCrystals(1)[0]!,
    );
    await potential.dispose();
    expect(JSON.parse(text)).toEqual([
      expect.objectContaining({
        volume: expected.volume,
        bulk_modulus: expected.bulkModulus,
        bulk_modulus_derivative: expected.bulkModulusDerivative,
        points: expected.points.map(({ volume, energy, isConverged }) => ({
          volume,
          energy,
          is_converged: isConverged,
        })),
      }),
    ]);
  });

  it('prints a table, and says which crystals have none', async () => {
    const { text, errors, code } = await eos(...['odd.vasp', 'water.xyz'].map(files.path));
    expect(code).toBe(1);
    expect(text).toMatch(/^FILE +FORMULA +VOLUME, Å³ .*\n.*odd\.vasp +TiSiO2 +\d+\.\d+ +-?\d/);
    expect(errors).toMatch(/water\.xyz: This is a molecule/);
    await expect(eos(files.path('odd.vasp'), '--points', '6')).rejects.toThrow('odd number');
  });
});
