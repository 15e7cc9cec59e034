import { DEEDS, linearModel, linearWeight } from '../../test-support/linear-network';
import type { ModelError } from '../errors';
import type { ModelAnswer } from './answer';
import type { PlainCrystal } from './crystals';
import { InferencePool, type PoolOptions } from './inference-pool';
import type { CompiledModel, Run } from './messages';

const SCRIPT = require.resolve('../../test-support/linear-worker');

function crystal(...species: string[]): PlainCrystal {
  const side = 3 * species.length;
  return {
    lattice: [
      [side, 0, 0],
      [0, 3, 0],
      [0, 0, 3],
    ],
    species,
    fracCoords: species.map((_, i) => [i / species.length, 0, 0]),
  };
}

const mean = (...species: string[]): number =>
  species.reduce((sum, symbol) => sum + linearWeight(symbol), 0) / species.length;

const codeOf = (answer: ModelAnswer | undefined): string =>
  answer?.ok === false ? answer.code : 'ok';

let pools: InferencePool[] = [];
afterEach(async () => {
  jest.useRealTimers();
  await Promise.all(pools.map((pool) => pool.stop()));
  pools = [];
});

function makePool(options: Partial<PoolOptions> = {}): InferencePool {
  const pool = new InferencePool({ threads: 2, script: SCRIPT, ...options });
  pools.push(pool);
  return pool;
}

async function compiled(
  pool: InferencePool,
  { digest, card, weights } = linearModel(),
): Promise<CompiledModel> {
  return pool.compile(digest, card, weights);
}

describe('InferencePool', () => {
  it('answers every crystal for every model, in their order', async () => {
    const pool = makePool();
    const [once, twice] = [await compiled(pool), await compiled(pool, linearModel({}, 2))];
    const crystals = [crystal('Na', 'Cl'), crystal('Po'), crystal('Si', 'Si', 'Li')];
    const answers = await pool.predict([twice, once], crystals);
    const expected = crystals.map(({ species }) => [2 * mean(...species), mean(...species)]);
    // Sums of small whole numbers, divided once in single precision.
    const values = answers.map((ofCrystal) =>
      ofCrystal.map((answer) => (answer.ok ? (answer.values.bandgap as number) : NaN)),
    );
    values.forEach((pair, i) => {
      pair.forEach((value, m) => {
        expect(value).toBeCloseTo(expected[i]![m]!, 5);
      });
    });
  });

  it('takes outputs into the units of the card', async () => {
    const pool = makePool({ threads: 1 });
    const model = linearModel({
      properties: [
        {
          name: 'bulk_modulus',
          output: 'value',
          unit: 'GPa',
          transform: 'exp10',
          scale: 0.1,
          shift: -1,
        },
        {
          name: 'fermi_energy',
          output: 'risky',
          unit: 'eV',
          transform: 'identity',
          scale: 2,
          shift: 1,
        },
      ],
    });
    const [[answer]] = (await pool.predict([await compiled(pool, model)], [crystal('Li')])) as [
      [ModelAnswer],
    ];
    const values = answer.ok ? answer.values : {};
    // Li has the number 3; the logarithm is taken in single precision.
    expect(values.bulk_modulus).toBeCloseTo(10 ** (0.1 * 3 - 1), 6);
    expect(values.fermi_energy).toBeCloseTo(2 * Math.log(3) + 1, 6);
  });

  it('gathers what comes while its threads are busy into one run', async () => {
    const runs: Run[] = [];
    const pool = makePool({ threads: 1, onRun: (run) => runs.push(run) });
    const model = await compiled(pool);
    const requests = Array.from({ length: 20 }, () => pool.predict([model], [crystal('Na', 'Cl')]));
    expect(pool.waiting).toBe(19);
    const answers = await Promise.all(requests);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(runs.map(({ crystals }) => crystals)).toEqual([1, 19]);
  });

  it('uses all threads for one batch', async () => {
    const pool = makePool({ threads: 3, leastCost: 1 });
    const model = await compiled(pool);
    const answers = pool.predict(
      [model],
      Array.from({ length: 30 }, () => crystal('Po')),
    );
    expect(pool.busyThreads).toBe(3);
    expect(await answers).toHaveLength(30);
  });
});

describe('what one crystal does', () => {
  let pool: InferencePool;
  let model: CompiledModel;
  let faults: string[] = [];
  beforeAll(async () => {
    const onFault = (fault: string): unknown => faults.push(fault);
    pool = new InferencePool({ threads: 1, script: SCRIPT, maxAtoms: 20, onFault });
    model = await compiled(pool);
  });
  afterAll(() => pool.stop());
  beforeEach(() => {
    faults = [];
  });

  const flat = [
    [3, 0, 0],
    [3, 0, 0],
    [0, 0, 3],
  ];
  const tiny = [
    [0.05, 0, 0],
    [0, 0.05, 0],
    [0, 0, 0.05],
  ];

  it.each([
    ['that the network refuses', 'isolated-atom', [DEEDS.refused], null],
    ['with an element that the card lacks', 'unknown-element', ['U'], null],
    ['that featurising fails on', 'failed', [DEEDS.throws], null],
    ['that no batch can be made with', 'failed', [DEEDS.spoils], null],
    ['that ends its thread', 'died', [DEEDS.exits], null],
    ['in no cell', 'bad-lattice', ['Po', 'Po'], flat],
    ['with too many atoms', 'too-many-atoms', Array<string>(21).fill('Po'), null],
    ['in far too small a cell', 'too-many-neighbours', ['Po'], tiny],
  ])('%s leaves the others alone', async (_, code, species, lattice) => {
    const bad = { ...crystal(...species), ...(lattice && { lattice }) } as PlainCrystal;
    const answers = await pool.predict([model], [crystal('Po'), bad, crystal('Li'), crystal('Si')]);
    expect(answers.map(([answer]) => codeOf(answer))).toEqual(['ok', code, 'ok', 'ok']);
    // What is our own doing is for the log.
    expect(faults).toHaveLength(code === 'failed' || code === 'died' ? 1 : 0);
    expect(codeOf((await pool.predict([model], [crystal('Po')]))[0]![0])).toBe('ok');
  });

  it('that never ends is refused once its time is over, and its thread replaced', async () => {
    jest.useFakeTimers({
      doNotFake: ['setImmediate', 'nextTick', 'performance', 'queueMicrotask'],
    });
    const endless = pool.predict([model], [crystal(DEEDS.hangs)]);
    const later = pool.predict([model], [crystal('Si')]);
    jest.advanceTimersByTime(60_000);
    jest.useRealTimers();
    expect(codeOf((await endless)[0]![0])).toBe('too-slow');
    expect(codeOf((await later)[0]![0])).toBe('ok');
    expect(faults).toEqual([expect.stringContaining('too-slow')]);
  });

  it('is no number only for the models that cannot say it', async () => {
    const property = { unit: 'eV', transform: 'identity', scale: 1, shift: 0 } as const;
    const risky = linearModel({
      name: 'Risky',
      properties: [{ name: 'energy', output: 'risky', ...property }],
    });
    const models = [model, await compiled(pool, risky)];
    const [answers] = await pool.predict(models, [crystal(DEEDS.infinite)]);
    expect(answers!.map(codeOf)).toEqual(['ok', 'not-finite']);
  });
});

describe('pool limits', () => {
  it('refuses more than may wait, but not a large request that finds nobody waiting', async () => {
    const pool = makePool({ threads: 1, maxWaiting: 10 });
    const model = await compiled(pool);
    const many = Array.from({ length: 30 }, () => crystal('Po'));
    const busy = pool.predict([model], [crystal('Po')]);
    const large = pool.predict([model], many);
    await expect(pool.predict([model], many)).rejects.toMatchObject({ code: 'busy' });
    expect(await large).toHaveLength(30);
    expect(await busy).toHaveLength(1);
  });

  it('tells those who wait that it stops', async () => {
    const pool = makePool({ threads: 1 });
    const model = await compiled(pool);
    const [first, second] = [
      pool.predict([model], [crystal(DEEDS.hangs)]),
      pool.predict([model], [crystal('Po')]),
    ];
    const endings = Promise.allSettled([first, second]);
    await pool.stop();
    for (const ending of await endings) {
      expect(ending).toMatchObject({ status: 'rejected', reason: { code: 'stopping' } });
    }
    await expect(pool.predict([model], [])).rejects.toMatchObject({ code: 'stopping' });
  });
});

describe('models of a pool', () => {
  it('are refused when they cannot be built', async () => {
    const pool = makePool({ threads: 1 });
    const { digest, card } = linearModel();
    const refusal: unknown = await pool
      .compile(digest, card, new Uint8Array(10))
      .catch((error: unknown) => error);
    expect((refusal as ModelError).name).toBe('ModelError');
    // The next attempt begins anew.
    await expect(compiled(pool)).resolves.toMatchObject({ key: digest });
  });

  it('are shared by whoever loads equal ones', async () => {
    const pool = makePool({ threads: 1 });
    const namesake = linearModel({ name: 'another' });
    const [first, second] = await Promise.all([compiled(pool), compiled(pool, namesake)]);
    // What was made is one and the same; each has its own card.
    expect(second.onnx).toBe(first.onnx);
    expect([first.card.name, second.card.name]).toEqual([linearModel().card.name, 'another']);
    pool.release(first);
    expect((await compiled(pool)).onnx).toBe(first.onnx);
  });

  it('answer requests that are under way or late when they are released', async () => {
    const pool = makePool({ threads: 1 });
    const model = await compiled(pool);
    const underWay = pool.predict([model], [crystal('Po')]);
    pool.release(model);
    expect(codeOf((await underWay)[0]![0])).toBe('ok');
    expect(codeOf((await pool.predict([model], [crystal('Po')]))[0]![0])).toBe('ok');
  });
});
