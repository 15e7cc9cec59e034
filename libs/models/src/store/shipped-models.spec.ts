import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { layDown } from '../../test-support/lay-down';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyModel } from '../../test-support/tiny-model';
import { networkOf } from '../networks';
import { ModelStore } from './model-store';
import { modelSource, shippedDirectory } from './shipped-models';
import { verifyModel } from './verify-model';

const folder = temporaryFolder();
const MOST_BYTES = 30e6;

describe('the models that come with the program', () => {
  const directory = shippedDirectory() ?? '';

  it('lie in the folder weights', () => {
    expect(directory).toBe(resolve(__dirname, '../../../../weights'));
    expect(shippedDirectory('/')).toBeNull();
  });

  it('are sound, say where they come from and how far they are off', async () => {
    const store = new ModelStore(directory);
    let bytes = 0;
    for (const name of await store.names()) {
      const model = await store.open(name);
      await verifyModel(model, networkOf(model.card.architecture));
      const { origin, properties, heldOut, source } = model.card;
      expect([name, origin]).toEqual([name, 'shipped']);
      expect([name, Object.keys(heldOut)]).toEqual([name, properties.map((each) => each.name)]);
      expect([name, existsSync(join(directory, '..', source))]).toEqual([name, true]);
      bytes += model.weights.length;
    }
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it('are off by what the documents tell of them', async () => {
    const text = readFileSync(join(directory, '../docs/training.md'), 'utf8');
    // A property's errors on two sets, of which a card has the mean; each is rounded to 0.001.
    const row = /^\| `([^`]+)` \| (\w+), [^|]+ \| ([\d.]+) \/ ([\d.]+) \|/gm;
    const told = [...text.matchAll(row)];
    expect(told.length).toBeGreaterThan(5);
    for (const [, name = '', property = '', ...errors] of told) {
      const { card } = await new ModelStore(directory).open(name);
      const mean = errors.reduce((sum, error) => sum + Number(error), 0) / errors.length;
      const { mae } = card.heldOut[property]!;
      expect([name, Math.abs(mae - mean) <= 0.0006]).toEqual([name, true]);
    }
  });

  it('can be left out, or be others', async () => {
    const [installed, others] = [join(folder(), 'installed'), join(folder(), 'others')];
    layDown(join(installed, 'CGCNN-a'), tinyModel(1, { name: 'CGCNN-a' }));
    layDown(join(others, 'CGCNN-b'), tinyModel(1, { name: 'CGCNN-b' }));
    expect(await modelSource(installed, 'none').names()).toEqual(['CGCNN-a']);
    expect(await modelSource(installed, others).names()).toEqual(['CGCNN-a', 'CGCNN-b']);
  });
});
