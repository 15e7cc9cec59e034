import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './support/served';

const ROCK_SALT = `NaCl
5.69
0 0.5 0.5
0.5 0 0.5
0.5 0.5 0
Na Cl
1 1
Direct
0 0 0
0.5 0.5 0.5
`;

/** What `npm pack` would put into the package, as it was built before these tests. */
function packed(): string[] {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(printed) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

/** Relative paths that a compiled module asks for. */
function importsOf(path: string): string[] {
  const calls = readFileSync(path, 'utf8').matchAll(/require\("(\.[^"]*)"\)/g);
  return [...calls].map(([, name]) => name!);
}

describe('the packed command line', () => {
  const files = packed();

  it('holds the launcher, the compiled program and the models that come with it', () => {
    const models = readdirSync(join(ROOT, 'weights'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => [`weights/${name}/card.json`, `weights/${name}/weights.safetensors`]);
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/nano-os.mjs',
        'dist/package.json',
        'dist/ormconfig.js',
        'dist/apps/cli/src/main.js',
        'dist/libs/models/src/runtime/inference-worker.js',
        'dist/libs/models/src/published/held-out.json',
        'weights/README.md',
        'LICENSE',
        'THIRD-PARTY-NOTICES.md',
        ...models,
      ]),
    );
  });

  it('holds each module that a module in it imports', () => {
    const scripts = files.filter((path) => path.startsWith('dist/') && path.endsWith('.js'));
    const present = new Set(files);
    const missing = scripts.flatMap((path) =>
      importsOf(join(ROOT, path))
        .map((name) => join(path, '..', name))
        .filter((target) =>
          ['', '.js', '.json', '/index.js'].every((end) => !present.has(target + end)),
        ),
    );
    expect(missing).toEqual([]);
  });

  it('holds no sources, tests and tools', () => {
    const strange = /\.ts$|\.map$|\.spec|\.fixture|test-|^(?:apps|libs|tools|bench|test)\//;
    expect(files.filter((path) => strange.test(path))).toEqual([]);
  });

  it('predicts where there is neither clone, nor database, nor configuration', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nano-os-packed-'));
    const run = (command: string, ...args: string[]): string =>
      execFileSync(command, args, {
        cwd: folder,
        env: { PATH: process.env.PATH },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    try {
      execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT });
      run('tar', 'xzf', readdirSync(folder)[0]!);
      // As if the packages that it names had been installed beside it.
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      writeFileSync(join(folder, 'salt.vasp'), ROCK_SALT);
      const launcher = join(folder, 'package/bin/nano-os.mjs');
      const text = run(
        process.execPath,
        launcher,
        'predict',
        'salt.vasp',
        '--model',
        'CGCNN',
        '--json',
      );
      const [{ properties }] = JSON.parse(text) as [{ properties: { formation_energy: number } }];
      // Some 2 eV/atom below its elements.
      expect(properties.formation_energy).toBeLessThan(-1);
      expect(readdirSync(folder)).not.toContain('data');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
