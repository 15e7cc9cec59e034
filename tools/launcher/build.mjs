import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mjs';

const ROOTS = ['apps', 'libs', 'tools', 'bench', 'ormconfig.ts'];
const SOURCE = /(?<!\.spec|\.d)\.ts$/;

function* filesBelow(root, path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return;
  if (!statSync(absolute).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(absolute).sort()) {
    if (entry === 'node_modules' || entry.startsWith('.')) continue;
    yield* filesBelow(root, join(path, entry));
  }
}

/** Sources that are compiled, and JSON that compiled code reads beside itself. */
function inputsOf(root) {
  return ROOTS.flatMap((path) => [...filesBelow(root, path)]).filter(
    (path) => SOURCE.test(path) || path.endsWith('.json'),
  );
}

function stampOf(root, inputs) {
  const hash = createHash('sha256');
  for (const path of [...inputs, '.swcrc', 'package-lock.json', 'tools/launcher/build.mjs']) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

async function compile(root, inputs, target) {
  const { transformFile } = createRequire(join(root, 'package.json'))('@swc/core');
  const { $schema, ...config } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  config.jsc.baseUrl = root;
  await Promise.all(
    inputs.map(async (path) => {
      const output = join(target, path);
      mkdirSync(dirname(output), { recursive: true });
      if (!path.endsWith('.ts')) {
        writeFileSync(output, readFileSync(join(root, path)));
        return;
      }
      const { code, map } = await transformFile(join(root, path), {
        ...config,
        swcrc: false,
        filename: join(root, path),
      });
      const script = output.replace(/\.ts$/, '.js');
      const name = script.slice(dirname(script).length + 1);
      writeFileSync(script, `${code}\n//# sourceMappingURL=${name}.map\n`);
      if (map) writeFileSync(`${script}.map`, map);
    }),
  );
}

/** Compiles the sources into `dist` when they changed since the last time. */
export async function ensureBuilt(root) {
  const upToDate = (inputs) => {
    const path = join(root, 'dist/.stamp');
    return existsSync(path) && readFileSync(path, 'utf8') === stampOf(root, inputs);
  };
  if (upToDate(inputsOf(root))) return;
  await withLock(join(root, '.cache/build.lock'), async () => {
    const inputs = inputsOf(root);
    if (upToDate(inputs)) return;
    const target = join(root, '.cache/build');
    rmSync(target, { recursive: true, force: true });
    const stamp = stampOf(root, inputs);
    await compile(root, inputs, target);
    writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n');
    writeFileSync(join(target, '.stamp'), stamp);
    // Swapped whole: a build that fails or is killed leaves the last good one in place, and a
    // program that starts meanwhile finds one or the other.
    const old = join(root, '.cache/build.old');
    rmSync(old, { recursive: true, force: true });
    if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
    renameSync(target, join(root, 'dist'));
    rmSync(old, { recursive: true, force: true });
  });
}
