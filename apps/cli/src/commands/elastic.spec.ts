import { ElasticCalculator, NetworkPotential } from '@nano-os/models';
import { oddCrystals } from '../../../../libs/models/test-support/tiny-m3gnet';
import { tinyPotential } from '../../../../libs/models/test-support/tiny-potential';
import { layCrystalFiles, type CrystalFiles } from '../../test-support/crystal-files';
import { runCommand } from '../../test-support/run-command';

let files: CrystalFiles;
beforeEach(() => {
  files = layCrystalFiles();
});
afterEach(() => {
  files.remove();
});

describe('nano-os elastic', () => {
  it('finds the tensor that the library finds', async () => {
    const words = ['elastic', files.path('odd.vasp'), '--models-dir', files.models];
    const asked = ['--model', 'M3GNet-tiny', '--max-strain', '0.004', '--no-relax-first'];
    const { text, code } = await runCommand(...words, ...asked, '--no-relax-strained', '--json');
    expect(code).toBe(0);
    const potential = await NetworkPotential.open(tinyPotential());
    const { tensor, moduli } = await new ElasticCalculator(potential, {
      strains: [-0.004, -0.002, 0.002, 0.004],
      relaxFirst: false,
      relaxStrained: false,
    }).calc(oddCrystals(1)[0]!);
    await potential.dispose();
    expect(JSON.parse(text)).toEqual([
      expect.objectContaining({
        file: files.path('odd.vasp'),
        potential: 'M3GNet-tiny',
        tensor,
        moduli,
        not_converged: 0,
        is_stable: expect.any(Boolean) as boolean,
      }),
    ]);
  });

  it('prints moduli, tensors and what went wrong', async () => {
    const names = ['odd.vasp', 'xenon.cif'].map(files.path);
    const words = ['--models-dir', files.models, '--model', 'M3GNet-tiny', '--no-relax-strained'];
    const { text, errors, code } = await runCommand('elastic', ...names, ...words);
    expect(code).toBe(1);
    expect(text).toMatch(/^FILE +FORMULA +BULK, GPa +SHEAR, GPa/);
    expect(text).toMatch(/odd\.vasp +TiSiO2 +\d+\.\d/);
    expect(text).toMatch(/elastic tensor .*GPa\n(?:-?\d+\.\d\s*){36}$/);
    expect(errors).toMatch(/xenon\.cif: .*Xe/);
  });
});
