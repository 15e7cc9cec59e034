import { parseStructure } from '@nano-os/crystal';
import { NetworkPotential, RelaxationCalculator } from '@nano-os/models';
import { existsSync, readFileSync } from 'node:fs';
import { crystal } from '../../../../libs/crystal/test-support/crystals';
import { oddCrystals } from '../../../../libs/models/test-support/tiny-m3gnet';
import { tinyPotential } from '../../../../libs/models/test-support/tiny-potential';
import { layCrystalFiles, type CrystalFiles } from '../../test-support/crystal-files';
import { runCommand, type Printed } from '../../test-support/run-command';

const env = { ...process.env };
let files: CrystalFiles;

beforeEach(() => {
  files = layCrystalFiles();
  process.env.NANO_OS_MODELS_DIR = files.models;
  process.env.NANO_OS_POTENTIAL = 'M3GNet-tiny';
  // Nothing here needs a database, so that one that cannot be reached is no hindrance.
  process.env.DATABASE_URL = 'postgres://me:secret@127.0.0.1:1/mine';
});
afterEach(() => {
  files.remove();
});
afterAll(() => {
  process.env = env;
});

const relax = (...words: string[]): Promise<Printed> => runCommand('relax', ...words);

interface Relaxed {
  readonly outcome: string;
  readonly energy: number;
  readonly max_force: number;
  readonly steps: number;
}

describe('nano-os relax', () => {
  it('relaxes as the library does, and writes the crystal and its way', async () => {
    const [out, way] = [files.path('out.json'), files.path('way.xyz')];
    const words = [files.path('odd.vasp'), '--json', '--out', out, '--trajectory', way];
    const { text, errors, code } = await relax(...words);
    expect({ errors, code }).toEqual({ errors: '', code: 0 });
    const [relaxed] = JSON.parse(text) as [Relaxed];
    const potential = await NetworkPotential.open(tinyPotential());
    const expected = await new RelaxationCalculator(potential).calc(oddCrystals(1)[0]!);
    await potential.dispose();
    // The file has all digits.
    expect(relaxed).toMatchObject({ outcome: 'converged', steps: expected.steps });
    expect(Math.abs(relaxed.energy - expected.energy)).toBeLessThan(1e-5);
    expect(relaxed.max_force).toBeLessThan(0.01);
    expect(relaxed).not.toHaveProperty('trajectory');

    const { structure } = parseStructure(readFileSync(out));
    expect(structure.species).toEqual(expected.structure.species);
    const frames = readFileSync(way, 'utf8').match(/^Lattice=.* energy=-?\d.*$/gm);
    expect(frames).toHaveLength(expected.steps + 1);
    expect(parseStructure(readFileSync(way)).structure.species).toEqual(structure.species);
  });

  it('prints a table, an error for each file that has one, and fails then', async () => {
    const names = ['xenon.cif', 'odd.vasp', 'water.xyz', 'broken.cif', 'absent.cif'];
    const { text, errors, code } = await relax(...names.map(files.path));
    expect(code).toBe(1);
    expect(text.split('\n')).toEqual([
      expect.stringMatching(/^FILE +FORMULA +OUTCOME +STEPS +ENERGY, eV\/atom/) as string,
      expect.stringMatching(/odd\.vasp +TiSiO2 +converged +\d+ +-?\d/) as string,
    ]);
    expect(errors.trim().split('\n')).toEqual([
      expect.stringMatching(/xenon\.cif: .*Xe/) as string,
      expect.stringMatching(/water\.xyz: This is a molecule/) as string,
      expect.stringMatching(/broken\.cif: The file holds/) as string,
      expect.stringMatching(/absent\.cif: There is no such file/) as string,
    ]);
  });

  it('fails when a crystal does not converge or flies apart', async () => {
    const [odd, out] = [files.path('odd.vasp'), files.path('out.cif')];
    const wild = await relax(odd, '--model', 'M3GNet-wild', '--out', out, '--json');
    expect(wild.code).toBe(1);
    expect(JSON.parse(wild.text)).toMatchObject([{ outcome: 'flew-apart' }]);
    expect(existsSync(out)).toBe(false);
    const early = await relax(odd, '--max-steps', '2', '--out', out);
    expect(early).toMatchObject({
      code: 1,
      text: expect.stringContaining('not-converged') as string,
    });
    expect(existsSync(out)).toBe(true);
  });

  it('keeps the cell when it is told to', async () => {
    const out = files.path('POSCAR-out');
    await relax(files.path('odd.vasp'), '--cell', 'fixed', '--out', out);
    const { format, structure } = parseStructure(readFileSync(out));
    expect(format).toBe('poscar');
    expect(crystal(structure).lattice.rows).toEqual(oddCrystals(1)[0]!.lattice.rows);
  });

  it('says what installs a potential that is missing', async () => {
    const odd = files.path('odd.vasp');
    await expect(relax(odd, '--model', 'M3GNet-MatPES-PBE-v2025.1-PES')).rejects.toThrow(
      '"nano-os models pull M3GNet-MatPES-PBE-v2025.1-PES" installs it',
    );
    await expect(relax(odd, '--model', 'mine')).rejects.toThrow(
      'The potential mine is not installed; "nano-os models list" tells what is',
    );
  });

  it.each([
    [['--out', 'relaxed.txt'], 'relaxed.txt: its name tells no format'],
    [['--out', 'absent/relaxed.cif'], 'absent/relaxed.cif: there is no folder absent'],
    [['--trajectory', 'absent/way.xyz'], 'absent/way.xyz: there is no folder absent'],
    [['odd.vasp', '--out', 'relaxed.cif'], '--out and --trajectory are for one crystal'],
    [['--max-force', '0'], 'maxForce must be above 0'],
  ])('refuses %j before it begins', async (words, message) => {
    await expect(relax(files.path('odd.vasp'), ...words)).rejects.toThrow(message);
  });

  it('ends at Ctrl-C with what it has', async () => {
    const odd = files.path('odd.vasp');
    const running = relax(odd, '--model', 'M3GNet-tiny', '--max-force', '1e-12');
    const interrupt = setInterval(() => process.emit('SIGINT'), 20);
    try {
      expect(await running).toMatchObject({ text: '', errors: 'Interrupted.\n', code: 130 });
    } finally {
      clearInterval(interrupt);
    }
  });
});
