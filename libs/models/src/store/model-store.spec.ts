import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { layDown } from '../../test-support/lay-down';
import { modelFault } from '../../test-support/model-fault';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyModel } from '../../test-support/tiny-model';
import { sha256 } from '../cards/digest';
import { ModelStore } from './model-store';

const directory = temporaryFolder();
const model = tinyModel();
const { name } = model.card;
const store = (): ModelStore => new ModelStore(directory());
const own = (): string => join(directory(), name);
const card = (): string => join(own(), 'card.json');
const weights = (): string => join(own(), 'weights.safetensors');

describe('a store', () => {
  it('is empty where there is no directory', async () => {
    const absent = new ModelStore(join(directory(), 'absent'));
    expect(await absent.names()).toEqual([]);
    expect(await absent.list()).toEqual([]);
    expect(await absent.signatures()).toEqual(new Map());
    await expect(absent.open(name)).rejects.toThrow(modelFault('unknown-model', name));
  });

  it('opens a model whole', async () => {
    layDown(own(), model);
    const opened = await store().open(name);
    expect(opened.card).toEqual(model.card);
    expect(opened.digest).toBe(model.digest);
    expect(opened.tensors).toEqual(model.tensors);
    expect(sha256(opened.weights)).toBe(model.card.files['weights.safetensors']);
    // So that a worker can be given them without a copy.
    expect(opened.weights.byteLength).toBe(opened.weights.buffer.byteLength);
  });

  it('lists cards, and says of what is none why', async () => {
    layDown(own(), model);
    mkdirSync(join(directory(), 'empty'));
    layDown(join(directory(), 'other-name'), model);
    mkdirSync(join(directory(), '.hidden'));
    writeFileSync(join(directory(), 'file'), '');
    const entries = await store().list();
    expect(entries).toEqual([
      { name, card: model.card, digest: model.digest, bytes: model.weights.length },
      { name: 'empty', fault: modelFault('bad-store', 'card.json') },
      { name: 'other-name', fault: modelFault('bad-store', 'give both the same name') },
    ]);
  });

  it('finds a model that waits for its successor', async () => {
    layDown(join(directory(), '.replaced', name), model);
    expect(await store().names()).toEqual([name]);
    expect((await store().open(name)).digest).toBe(model.digest);
    const [signature] = (await store().signatures()).values();
    renameSync(join(directory(), '.replaced', name), own());
    expect((await store().signatures()).get(name)).toBe(signature);
  });

  it('has another signature when either file is replaced or written to', async () => {
    layDown(own(), model);
    const seen = new Set<string | undefined>();
    const look = async (): Promise<void> => {
      seen.add((await store().signatures()).get(name));
    };
    await look();
    await look();
    expect(seen.size).toBe(1);
    truncateSync(weights(), 100);
    await look();
    writeFileSync(`${card()}.new`, readFileSync(card()));
    renameSync(`${card()}.new`, card());
    await look();
    rmSync(weights());
    await look();
    expect(seen.size).toBe(4);
  });
});

describe('a hostile folder', () => {
  beforeEach(() => {
    layDown(own(), model);
  });

  it.each(['..', '../x', '.replaced', 'a/b', ''])('is not reached by the name %j', async (path) => {
    await expect(store().open(path)).rejects.toThrow(modelFault('bad-name', 'no name for a model'));
  });

  it('is not read through a link', async () => {
    const elsewhere = join(directory(), '.elsewhere');
    renameSync(own(), elsewhere);
    symlinkSync(elsewhere, own());
    await expect(store().open(name)).rejects.toThrow(modelFault('bad-store', 'is not a folder'));
    expect(await store().list()).toEqual([
      { name, fault: modelFault('bad-store', 'is not a folder') },
    ]);
  });

  it.each(['card.json', 'weights.safetensors'])(
    'is not read when its %s is a link',
    async (file) => {
      const outside = join(directory(), '.outside');
      renameSync(join(own(), file), outside);
      symlinkSync(outside, join(own(), file));
      await expect(store().open(name)).rejects.toThrow(
        modelFault('bad-store', 'is not a plain file'),
      );
    },
  );

  it('does not make a reader wait for ever by a pipe', async () => {
    rmSync(card());
    execFileSync('mkfifo', [card()]);
    await expect(store().open(name)).rejects.toThrow(
      modelFault('bad-store', 'is not a plain file'),
    );
  });

  it('does not fill the memory', async () => {
    truncateSync(card(), 5 << 20);
    await expect(store().open(name)).rejects.toThrow(modelFault('bad-store', 'the most is'));
    layDown(own(), model);
    // Without blocks on the disk.
    truncateSync(weights(), 2 ** 40);
    await expect(store().open(name)).rejects.toThrow(modelFault('bad-store', 'the most is'));
  });

  it('is refused when its weights are others than the card says, or damaged', async () => {
    writeFileSync(weights(), tinyModel(2).weights);
    await expect(store().open(name)).rejects.toThrow(modelFault('bad-weights', 'SHA-256'));
    truncateSync(weights(), 9);
    await expect(store().open(name)).rejects.toThrow(modelFault('bad-weights', 'SHA-256'));
    rmSync(weights());
    await expect(store().open(name)).rejects.toThrow(modelFault('bad-store', 'ENOENT'));
  });

  it('is refused when its header is as long as the file claims and the digest fits', async () => {
    const huge = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0x7b, 0x7d);
    const text = readFileSync(card(), 'utf8');
    writeFileSync(weights(), huge);
    writeFileSync(card(), text.replace(/[0-9a-f]{64}/, sha256(huge)));
    await expect(store().open(name)).rejects.toThrow(modelFault('bad-checkpoint', 'header'));
  });
});
