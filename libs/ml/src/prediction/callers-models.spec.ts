import type { Caller } from '@nano-os/common';
import type { TunedModels } from '../fine-tunes/tuned-models';
import { knownModels } from '../models/known-models';
import { ModelRegistry } from '../models/model-registry';
import type { PropertyModel } from '../models/property-model';
import { CallersModels } from './callers-models';

const CALLER: Caller = { id: 'someone', role: 'user' };
const TUNED = {} as PropertyModel;

describe('the models of a caller', () => {
  const asked: string[] = [];
  const answer = <T>(name: string, found: T): Promise<T | undefined> => {
    asked.push(name);
    return Promise.resolve(name === 'ours' ? found : undefined);
  };
  const tuned: Pick<TunedModels, 'runnable' | 'nameOf'> = {
    runnable: (_, name) => answer(name, TUNED),
    nameOf: (_, name) => answer(name, 'Ours'),
  };
  const models = new CallersModels(new ModelRegistry(knownModels()), tuned as TunedModels);
  beforeEach(() => asked.splice(0));

  it('are those of the registry, of which no table is asked', async () => {
    expect((await models.runnable(CALLER, 'stub')).info.name).toBe('STUB');
    expect(await models.nameOf(CALLER, 'megnet')).toBe('MEGNet');
    await expect(models.runnable(CALLER, 'megnet')).rejects.toMatchObject({
      problem: 'model-unavailable',
    });
    expect(asked).toEqual([]);
  });

  it('and those tuned', async () => {
    expect(await models.runnable(CALLER, 'ours')).toBe(TUNED);
    expect(await models.nameOf(CALLER, 'ours')).toBe('Ours');
  });

  it('and no others', async () => {
    const unknown = { problem: 'unknown-model' };
    await expect(models.runnable(CALLER, 'none')).rejects.toMatchObject(unknown);
    await expect(models.nameOf(CALLER, 'none')).rejects.toMatchObject(unknown);
  });
});
