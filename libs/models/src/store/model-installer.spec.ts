import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTurn } from '../../test-support/in-turn';
import { layDown } from '../../test-support/lay-down';
import { modelFault } from '../../test-support/model-fault';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyModel } from '../../test-support/tiny-model';
import { ModelInstaller } from './model-installer';
import { ModelStore } from './model-store';

const directory = temporaryFolder();
const [first, second] = [tinyModel(1), tinyModel(2)];
const { name } = first.card;
const installer = (lock = inTurn()): ModelInstaller => new ModelInstaller(directory(), lock);
const digestNow = async (): Promise<string> =>
  (await new ModelStore(directory()).open(name)).digest;

/** What lies about that is no model. */
function leftovers(): string[] {
  return ['.staging', '.replaced'].flatMap((folder) => readdirSync(join(directory(), folder)));
}

describe('installing', () => {
  it('makes the directory, and says what it did', async () => {
    const nested = join(directory(), 'a/b');
    const own = new ModelInstaller(nested, inTurn());
    expect(await own.install(first)).toBe('installed');
    expect(await own.install(first)).toBe('unchanged');
    expect(await own.install(second)).toBe('replaced');
    expect((await new ModelStore(nested).open(name)).digest).toBe(second.digest);
    expect(readdirSync(join(nested, name)).sort()).toEqual(['card.json', 'weights.safetensors']);
  });

  it('does not touch what is there already', async () => {
    await installer().install(first);
    const before = statSync(join(directory(), name), { bigint: true });
    await installer().install(first);
    const after = statSync(join(directory(), name), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('replaces a card alone, and a model that cannot be read', async () => {
    await installer().install(first);
    const told = { ...first, card: { ...first.card, description: 'Told anew.' } };
    expect(await installer().install(told)).toBe('replaced');
    writeFileSync(join(directory(), name, 'card.json'), '{}');
    expect(await installer().install(first)).toBe('replaced');
    expect(await digestNow()).toBe(first.digest);
  });

  it('shows readers the old model or the new one, never neither and never half', async () => {
    const lock = inTurn();
    await installer(lock).install(first);
    const store = new ModelStore(directory());
    const digests = new Set<string>();
    const writes = Array.from({ length: 16 }, (_, time) =>
      installer(lock).install(time % 2 ? first : second),
    );
    let written = 0;
    const count = (): number => (written += 1);
    for (const write of writes) void write.then(count, count);
    while (written < writes.length) {
      digests.add((await store.open(name)).digest);
      expect(await store.names()).toEqual([name]);
    }
    await Promise.all(writes);
    expect(digests.size).toBeGreaterThan(0);
    for (const digest of digests) expect([first.digest, second.digest]).toContain(digest);
    expect(leftovers()).toEqual([]);
  });

  it.each(['..', 'a/b', '.staging'])('refuses the name %j', async (bad) => {
    const model = { ...first, card: { ...first.card, name: bad } };
    await expect(installer().install(model)).rejects.toThrow(modelFault('bad-card'));
    expect(readdirSync(directory())).toEqual([]);
  });

  it('does not put a model in the place of a file, a link or a name that differs in case', async () => {
    writeFileSync(join(directory(), name), '');
    await expect(installer().install(first)).rejects.toThrow('is not a folder');
    const upper = { ...first, card: { ...first.card, name: 'UPPER' } };
    mkdirSync(join(directory(), 'upper'));
    await expect(installer().install(upper)).rejects.toThrow('in case alone');
    const link = { ...first, card: { ...first.card, name: 'link' } };
    symlinkSync(join(directory(), 'upper'), join(directory(), 'link'));
    await expect(installer().install(link)).rejects.toThrow('is not a folder');
    expect(leftovers()).toEqual([]);
  });
});

describe('removing', () => {
  it('removes a model, whatever state it is in, and a link but not what it points to', async () => {
    await installer().install(first);
    writeFileSync(join(directory(), name, 'card.json'), '{}');
    await installer().remove(name);
    await expect(digestNow()).rejects.toThrow('There is no model');
    layDown(join(directory(), 'kept'), first);
    symlinkSync(join(directory(), 'kept'), join(directory(), 'link'));
    await installer().remove('link');
    expect(await new ModelStore(directory()).names()).toEqual(['kept']);
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ['CGCNN-other', 'unknown-model'],
    ['..', 'bad-name'],
    ['.lock', 'bad-name'],
  ])('says of %j that it is %s', async (other, code) => {
    await expect(installer().remove(other)).rejects.toThrow(modelFault(code));
  });
});

describe('what a killed writer left', () => {
  it('is put away by the next: a half-written model, and one that was replaced', async () => {
    await installer().install(first);
    layDown(join(directory(), '.staging/0'), second);
    layDown(join(directory(), '.replaced', name), second);
    const other = tinyModel(3, { name: 'other' });
    await installer().install(other);
    expect(await digestNow()).toBe(first.digest);
    expect(leftovers()).toEqual([]);
  });

  it('is put back by the next when nothing took its place', async () => {
    layDown(join(directory(), '.replaced', name), first);
    await installer().install(tinyModel(3, { name: 'other' }));
    expect(readdirSync(directory())).toContain(name);
    expect(await digestNow()).toBe(first.digest);
    expect(leftovers()).toEqual([]);
  });
});
