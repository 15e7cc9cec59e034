import { ModelStore } from '@nano-os/models';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layDown } from '../../../../libs/models/test-support/lay-down';
import { tinyModel } from '../../../../libs/models/test-support/tiny-model';
import { tinyPublished, writeMirror } from '../../../../libs/models/test-support/tiny-published';
import { FileServer } from '../../test-support/file-server';
import { Program } from '../../test-support/run-program';

// Generous, for slow machines.
jest.setTimeout(120_000);

let folder: string;
let models: string;
let server: FileServer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nano-os-processes-'));
  models = join(folder, 'models');
  server = new FileServer(join(folder, 'mirror'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a pull that is killed', () => {
  it('leaves no half model, and goes on from where it was', async () => {
    const published = tinyPublished(5);
    const { name, files } = published.recipe;
    writeMirror(join(folder, 'mirror'), [published]);
    const mirror = await server.listen();
    server.mishaps.push({ stall: 20_000 });
    const first = new Program('pull-tiny.ts', models, mirror, '5');
    const part = join(models, '.downloads', `${files[0]!.sha256}.part`);
    await first.until(() => statSync(part, { throwIfNoEntry: false })?.size === 20_000);
    await first.kill();
    expect(await new ModelStore(models).names()).toEqual([]);

    const second = new Program('pull-tiny.ts', models, mirror, '5');
    expect(JSON.parse(await second.output())).toEqual([{ name, ok: true, result: 'installed' }]);
    expect(server.requests.map(({ range }) => range)).toEqual([
      undefined,
      'bytes=20000-',
      undefined,
    ]);
    expect((await new ModelStore(models).open(name)).card.origin).toBe('published');
    expect(readdirSync(join(models, '.downloads'))).toEqual(['lock']);
  });
});

describe('several processes that install one model', () => {
  it('take turns: readers find one whole model, and nothing is left behind', async () => {
    const seeds = [1, 2, 3];
    const folders = seeds.map((seed) => join(folder, String(seed)));
    const digests = seeds.map((seed) => {
      const model = tinyModel(seed);
      layDown(join(folder, String(seed)), model);
      return model.digest;
    });
    const store = new ModelStore(models);
    const programs = folders.map((own) => new Program('install-again.ts', models, '8', own));
    let running = programs.length;
    const ends = programs.map(async (program) => {
      try {
        await program.output();
      } finally {
        running -= 1;
      }
    });
    await Promise.all([...ends, reads()]);
    expect(await store.names()).toEqual(['CGCNN-tiny']);
    const hidden = ['.staging', '.replaced', '.lock'];
    expect(hidden.flatMap((own) => readdirSync(join(models, own)))).toEqual([]);

    async function reads(): Promise<void> {
      while (running > 0) {
        for (const name of await store.names()) {
          expect(digests).toContain((await store.open(name)).digest);
        }
      }
    }
  });
});
