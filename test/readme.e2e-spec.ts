import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, serve, type Served } from './support/served';

jest.setTimeout(300_000);

/** The shell blocks of the walk, as they are printed. */
function walk(): string[] {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const section = readme.slice(
    readme.indexOf('## A walk with curl'),
    readme.indexOf('## A relaxation over REST'),
  );
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!);
}

const hasTools = spawnSync('bash', ['-c', 'command -v curl sed']).status === 0;

(hasTools ? describe : describe.skip)('the walk in the README', () => {
  let directory: string;
  let served: Served | undefined;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'nano-os-readme-'));
    chmodSync(directory, 0o755);
    const [start] = walk();
    const settings = Object.fromEntries(
      [...start!.matchAll(/(NANO_OS_\w+)=('[^']*'|\S+)/g)].map(([, name, value]) => [
        name!,
        value!.replaceAll("'", ''),
      ]),
    );
    served = await serve({ ...settings, NANO_OS_DATA_DIR: join(directory, 'data') });
  });
  afterAll(async () => {
    await served?.end('SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  });

  it('works as printed', () => {
    // Each block's output is followed by a mark, so that the answers can be told apart.
    const script = walk()
      .slice(1)
      .join('\necho; echo "=== next"\n')
      .replaceAll('http://127.0.0.1:8000', served!.url);
    const { stdout, stderr, status } = spawnSync('bash', ['-eu', '-c', script], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const outputs = stdout.split('=== next').map((text) => text.trim());
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
  });
});
