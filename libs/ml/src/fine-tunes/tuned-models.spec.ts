import { loadEnvironment, type Caller } from '@nano-os/common';
import { InferencePool } from '@nano-os/models';
import { tinyModel } from '../../../models/test-support/tiny-model';
import { CRYSTAL } from '../../test-support/fake-family';
import { preferenceOf } from '../models/networks/precedence';
import type { FineTunesRepository, TunedRow } from './records/fine-tunes.repository';
import { TunedModels } from './tuned-models';

const CALLER: Caller = { id: 'someone', role: 'user' };
/** Rock salt, 2.1 Å apart: elements that the tiny model knows. */
const MAGNESIA = {
  ...CRYSTAL,
  lattice: [
    [0, 2.1, 2.1],
    [2.1, 0, 2.1],
    [2.1, 2.1, 0],
  ] as never,
  species: ['Mg', 'O'],
  fracCoords: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ] as never,
};

const STORED = new Map(
  Array.from({ length: 4 }, (_, seed) => [`m${seed}`, tinyModel(seed + 1, { name: `m${seed}` })]),
);

/** It is found, and deleted before its weights are read. */
const DELETED = 'm3';

const repository: Pick<FineTunesRepository, 'findVisible' | 'findWeights'> = {
  findVisible: (_, name) => {
    const card = STORED.get(name)?.card;
    const row = card && { job_id: name, owner_id: 'someone', visibility: 'private' as const, card };
    return Promise.resolve<TunedRow | undefined>(row);
  },
  findWeights: (id) => {
    const weights = id === DELETED ? undefined : STORED.get(id)?.weights;
    return Promise.resolve(weights && Buffer.from(weights));
  },
};

describe('tuned models', () => {
  const pool = new InferencePool({ threads: 1 });
  const compile = jest.spyOn(pool, 'compile');
  const release = jest.spyOn(pool, 'release');
  const models = new TunedModels(
    repository as FineTunesRepository,
    pool,
    preferenceOf(loadEnvironment({})),
    2,
  );
  afterAll(() => pool.stop());

  const ask = async (name: string) =>
    (await models.runnable(CALLER, name))!.predict([MAGNESIA]).then(([outcome]) => outcome);

  it('are kept ready, those that were asked last', async () => {
    const [first, second] = [await ask('m0'), await ask('m1')];
    expect(first).toMatchObject({ ok: true });
    expect(second).not.toEqual(first);
    await ask('m0');
    expect(compile).toHaveBeenCalledTimes(2);
    await ask('m2');
    expect(release.mock.calls.map(([{ card }]) => card.name)).toEqual(['m1']);
    expect(await ask('m0')).toEqual(first);
    expect(compile).toHaveBeenCalledTimes(3);
    // What was given up is made again, and answers as before.
    expect(await ask('m1')).toEqual(second);
    expect(compile).toHaveBeenCalledTimes(4);
  });

  it('answer who began to ask before they were given up', async () => {
    const before = await ask('m0');
    const model = await models.runnable(CALLER, 'm0');
    models.forget('m0');
    expect((await model!.predict([MAGNESIA]))[0]).toEqual(before);
    const count = compile.mock.calls.length;
    await ask('m0');
    expect(compile).toHaveBeenCalledTimes(count + 1);
  });

  it('are none when they are deleted while they are asked', async () => {
    expect(await models.runnable(CALLER, DELETED)).toBeUndefined();
    expect(await models.runnable(CALLER, DELETED)).toBeUndefined();
  });

  it('are told apart from names that are none', async () => {
    for (const name of ['none', 'a\0b', '']) {
      expect(await models.runnable(CALLER, name)).toBeUndefined();
      expect(await models.nameOf(CALLER, name)).toBeUndefined();
    }
  });
});
