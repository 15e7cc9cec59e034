import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layDown } from '../libs/models/test-support/lay-down';
import { tinyPotential } from '../libs/models/test-support/tiny-potential';
import { commandLines } from './support/markdown';
import { readmeBlocks } from './support/readme';
import { ROOT, serve, type Served } from './support/served';

jest.setTimeout(600_000);

const { walk, packed } = readmeBlocks();
const hasTools = spawnSync('bash', ['-c', 'command -v curl sed']).status === 0;

/** The environment without what tests configure the program by. */
const plain = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:NANO_OS_|DATABASE_URL)/.test(name)),
);

/** What a script prints; one that fails, or is to be `quiet` and warns, fails the test. */
function bash(
  script: string,
  cwd: string,
  { quiet = false, env = {} }: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {},
): string {
  // A bash that takes itself for a remote one would read a user's file, which need not bear -u.
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-eu', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { ...plain, ...env },
  });
  const told = status === 0 && !quiet ? '' : stderr;
  expect({ status, stderr: told }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

(hasTools ? describe : describe.skip)('the walk in the README', () => {
  let directory: string;
  let served: Served | undefined;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'nano-os-readme-'));
    chmodSync(directory, 0o755);
    // A potential that costs nothing in place of the one that the README has pulled.
    const name = 'M3GNet-MP-2021.2.8-PES';
    layDown(join(directory, 'models', name), tinyPotential(5, name));
    served = await serve(
      {
        NANO_OS_DATA_DIR: join(directory, 'data'),
        NANO_OS_MODELS_DIR: join(directory, 'models'),
      },
      ['bash', '-c', walk[0]!.text],
    );
  });
  afterAll(async () => {
    await served?.end('SIGTERM', 'group');
    rmSync(directory, { recursive: true, force: true });
  });

  it('works as printed', () => {
    // Each block's output is followed by a mark, so that the answers can be told apart.
    const script = walk
      .slice(1)
      .map(({ text }) => text)
      .join('\necho; echo "=== next"\n')
      .replaceAll('http://127.0.0.1:8000', served!.url);
    const outputs = bash(script, directory, { quiet: true })
      .split('=== next')
      .map((text) => text.trim());
    const json = (text: string): unknown => JSON.parse(text);
    expect(outputs[1]).toMatch(/^[0-9a-f-]{36}$/);
    expect(json(outputs[2]!)).toMatchObject({ structure_id: outputs[1], cached: false });
    expect(outputs[3]).toContain('"cached":true');
    expect(outputs[3]).toContain('"models_used":["STUB"]');
    expect(outputs[3]).toContain('"count":5');
    expect(json(outputs[4]!)).toMatchObject({ total: 1, cached: 1, new: 0, errors: null });
    expect(json(outputs[5]!)).toMatchObject({
      structure_id: outputs[1],
      summary: { properties_compared: 2, properties_only_predicted: ['stability_score'] },
    });
    expect(json(outputs[6]!)).toMatchObject({ structure_id: outputs[1], kind: 'relaxation' });
    expect(outputs).toHaveLength(7);
  });
});

/** Fetches every package from the registry, half a gigabyte in all: CI asks for that. */
const mayInstall = hasTools && process.env.NANO_OS_REGISTRY_TESTS === '1';

(mayInstall ? describe : describe.skip)('the packed command, installed from the registry', () => {
  it('comes and predicts as printed', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'nano-os-elsewhere-'));
    try {
      const [here, there, predict] = packed.flatMap(commandLines);
      bash(here!, ROOT, { env: { npm_config_pack_destination: elsewhere } });
      bash(there!.replace('/path/to', elsewhere), elsewhere);
      const silicon = walk.map(({ text }) => /<<'CIF'\n([\s\S]*?)CIF\n/.exec(text)?.[1]).join('');
      writeFileSync(join(elsewhere, 'crystal.cif'), silicon);
      expect(bash(predict!, elsewhere)).toMatch(/^crystal\.cif +Si8 +bandgap +\d/m);
      expect(JSON.parse(bash(`${predict!} --json`, elsewhere))).toMatchObject([
        { file: 'crystal.cif', model_name: 'ALIGNN', metadata: { formula: 'Si8' } },
      ]);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
