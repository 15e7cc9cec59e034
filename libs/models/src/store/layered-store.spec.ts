import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { layDown } from '../../test-support/lay-down';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyModel } from '../../test-support/tiny-model';
import { LayeredStore } from './layered-store';
import { ModelStore } from './model-store';

const folder = temporaryFolder();
const above = (): string => join(folder(), 'installed');
const below = (): string => join(folder(), 'shipped');
const layered = (): LayeredStore =>
  new LayeredStore([new ModelStore(above()), new ModelStore(below())]);

function lay(directory: string, name: string, seed: number): string {
  const model = tinyModel(seed, { name });
  layDown(join(directory, name), model);
  return model.digest;
}

describe('a store of several directories', () => {
  it('has the models of all, and of equal names the first', async () => {
    const hidden = lay(below(), 'CGCNN-both', 1);
    const both = lay(above(), 'CGCNN-both', 2);
    const lower = lay(below(), 'CGCNN-lower', 3);
    const upper = lay(above(), 'CGCNN-upper', 4);
    expect(hidden).not.toBe(both);
    const store = layered();
    expect(await store.names()).toEqual(['CGCNN-both', 'CGCNN-lower', 'CGCNN-upper']);
    const listed = (await store.list()).map((entry) => 'digest' in entry && entry.digest);
    expect(listed).toEqual([both, lower, upper]);
    expect((await store.open('CGCNN-both')).digest).toBe(both);
    expect((await store.open('CGCNN-lower')).digest).toBe(lower);
    expect((await store.card('CGCNN-upper')).name).toBe('CGCNN-upper');
  });

  it('does without a directory that is not there', async () => {
    lay(below(), 'CGCNN-lower', 1);
    expect(await layered().names()).toEqual(['CGCNN-lower']);
    expect(layered().directory).toBe(above());
  });

  it('shows the fault of a model that hides another, and not the other', async () => {
    lay(below(), 'CGCNN-both', 1);
    mkdirSync(join(above(), 'CGCNN-both'), { recursive: true });
    await expect(layered().open('CGCNN-both')).rejects.toMatchObject({ name: 'ModelError' });
    expect(await layered().list()).toMatchObject([{ name: 'CGCNN-both', fault: {} }]);
  });

  it('says which model is missing', async () => {
    await expect(layered().open('CGCNN-none')).rejects.toMatchObject({ code: 'unknown-model' });
  });

  it('has another signature when an installed model begins to hide one', async () => {
    lay(below(), 'CGCNN-both', 1);
    const before = await layered().signatures();
    lay(above(), 'CGCNN-both', 1);
    const after = await layered().signatures();
    expect([...after.keys()]).toEqual(['CGCNN-both']);
    expect(after.get('CGCNN-both')).not.toBe(before.get('CGCNN-both'));
  });
});
