import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './support/served';

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
});
