import { trainingPairs } from '../libs/models/test-support/training-pairs';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { siliconOf } from './support/calculations';
import {
  BASE,
  CONTENT,
  FINE_TUNES,
  lineOf,
  linesOf,
  PAIRS,
  poscarOf,
  QUICK,
  tableOf,
  tune,
} from './support/fine-tunes';
import { call, upload } from './support/ml';
import { ModelsFolder } from './support/networks';
import { file, sendForm } from './support/structures';

interface ProblemBody {
  type: string;
  detail: string;
  code?: string;
  errors?: { field: string }[];
}

const [FIRST] = PAIRS;
const table = tableOf(PAIRS);
const otherValue = { ...FIRST!, value: FIRST!.value + 0.5 };
const SAME_PLACE = '"frac":[[0,0,0],[0,0,0]]';
const FAR = '"frac":[[1e300,0,0],[0,0,0]]';
const FLAT = '"lattice":[[1,0,0],[2,0,0],[0,0,1]]';

describe('fine-tunes are refused before anything runs', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;
  let other: Actor;

  beforeAll(async () => {
    await folder.install(BASE);
    app = await createTestApp({
      env: {
        NANO_OS_MODELS_DIR: folder.path,
        INFERENCE_THREADS: '1',
        FINE_TUNE_PAIRS: '60',
        FINE_TUNE_SITES: '100',
        MAX_BODY_BYTES: '60000',
      },
    });
    folder.serve(app);
    [user, other] = [await app.user(), await app.user()];
  });
  afterAll(async () => {
    expect((await call(app, user, 'GET', FINE_TUNES)).body.total).toBe(0);
    await app.close();
    folder.discard();
  });

  const refusal = async (more: Record<string, unknown>, status: number): Promise<ProblemBody> => {
    const { body, ...answer } = await tune<ProblemBody>(app, user, 'refused', more);
    expect([answer.status, body.detail]).toEqual([status, expect.any(String)]);
    expect(body.detail.length).toBeGreaterThan(20);
    return body;
  };

  it.each([
    ['nine crystals', linesOf(PAIRS.slice(0, 9)), 'too-few-pairs'],
    ['a tenth that is the first', linesOf([...PAIRS.slice(0, 9), FIRST!]), 'too-few-pairs'],
    ['more than are allowed', `${CONTENT}\n${CONTENT}`, 'too-many-pairs'],
    ['one value only', linesOf(trainingPairs(() => 1)), 'one-value'],
    ['meV in place of eV', linesOf(trainingPairs((_, e) => 1000 * e)), 'unit-mismatch'],
    ['keV in place of eV', linesOf(trainingPairs((_, e) => e / 1000)), 'unit-mismatch'],
    ['huge numbers', linesOf(trainingPairs((i) => 1e300 * (i + 1))), 'unit-mismatch'],
    ['one huge number', CONTENT.replace(/"value":[^}]*/, '"value":1e308'), 'unit-mismatch'],
    ['two atoms at one place', CONTENT.replace(/"frac":\[\[.*?\]\]/, SAME_PLACE), 'bad-file'],
    [
      'a place that is no number of cells away',
      CONTENT.replace(/"frac":\[\[.*?\]\]/, FAR),
      'bad-file',
    ],
    ['two values of one crystal', `${CONTENT}\n${lineOf(otherValue)}`, 'contradicting-duplicates'],
    ['NaN', CONTENT.replace(/"value":[^}]*/, '"value":NaN'), 'bad-file'],
    ['infinity', CONTENT.replace(/"value":[^}]*/, '"value":1e999'), 'bad-file'],
    ['text for a number', CONTENT.replace(/"value":[^}]*/, '"value":"much"'), 'bad-file'],
    ['a lattice without volume', CONTENT.replace(/"lattice":\[\[.*?\]\]/, FLAT), 'bad-file'],
    ['an unknown element', CONTENT.replace(/"species":\["\w+"/, '"species":["Xx"'), 'bad-file'],
    ['no table', 'no table', 'too-few-pairs'],
    ['an empty text', '', 'bad-file'],
    ['a cut line', CONTENT.slice(0, -20), 'bad-file'],
    ['a cut table', table.slice(0, -100), 'bad-file'],
    ['a quote that stays open', table.replaceAll('"', "'").replace("'", '"'), 'bad-file'],
    ['a table without values', table.replace('formation_energy', 'other'), 'bad-file'],
    ['NUL and other control characters', '\0\u0001', 'too-few-pairs'],
  ])('for %s', async (_, content, code) => {
    expect((await refusal({ content }, 422)).code).toBe(code);
  });

  it.each([
    ['no crystals', {}],
    ['crystals in two ways', { content: CONTENT, from_simulations: [crypto.randomUUID()] }],
    ['structures that are not there', { pairs: [{ structure_id: crypto.randomUUID(), value: 1 }] }],
    ['structures without simulations', { from_simulations: [crypto.randomUUID()] }],
  ])('for %s', async (_, more) => {
    await refusal(more, 422);
  });

  it.each(['bandgap', 'colour', '__proto__', 'constructor', '\u{1f9ea}'])(
    'for the property %s, which the base cannot learn',
    async (property) => {
      expect((await refusal({ content: CONTENT, property }, 422)).code).toBe(
        'unlearnable-property',
      );
    },
  );

  it.each(['../x', '..', 'a/b', 'a\\b', '.hidden', 'ends.', 'größe', '模型', '', 'a b', 'a\nb', 7])(
    'for the name %j',
    async (name) => {
      const { errors } = await refusal({ content: CONTENT, name }, 400);
      expect(errors).toMatchObject([{ field: 'name' }]);
    },
  );

  const published = 'm3gnet-mp-2021.2.8-pes';
  it.each(['STUB', 'cgcnn', 'M3GNet', published, BASE.card.name, BASE.card.name.toUpperCase()])(
    'for the name %s, which is taken',
    async (name) => {
      await refusal({ content: CONTENT, name }, 409);
    },
  );

  it.each(['none', 'CGCNN'])('for the base %s, which is no installed model', async (base_model) => {
    const { type } = await refusal({ content: CONTENT, base_model }, 404);
    expect(type).toBe('urn:nano-os:problem:unknown-model');
  });

  it.each([
    ['base_model', '../x'],
    ['epochs', 0],
    ['epochs', 1e9],
    ['epochs', '5'],
    ['batch', 0.5],
    ['seed', -1],
    ['weight_decay', 1e300],
    ['visibility', 'secret'],
    ['candidates', []],
    ['candidates', 'head'],
    ['candidates', [{ layers: 'none', rate: 1e-3 }]],
    ['candidates', [{ layers: 'all', rate: 5 }]],
    ['candidates', Array(13).fill(QUICK)],
    ['pairs', 'all'],
    ['pairs', [{ structure_id: 'none', value: 1 }]],
    ['pairs', [{ structure_id: crypto.randomUUID(), value: '1' }]],
    ['from_simulations', ['none']],
    ['content', 5],
    ['file', 'text'],
    ['format', 'xml'],
  ])('for %s of %j', async (field, value) => {
    const { errors = [] } = await refusal({ [field]: value }, 400);
    expect(errors[0]!.field).toMatch(new RegExp(`^${field}`));
  });

  it('for numbers that JSON does not have', async () => {
    const pair = `{"structure_id":"${crypto.randomUUID()}","value":1e999}`;
    const known = '"name":"refused","base_model":"tiny-cgcnn","property":"formation_energy"';
    const answer = await app.request('POST', FINE_TUNES, {
      token: user.token,
      headers: { 'content-type': 'application/json' },
      body: `{${known},"pairs":[${pair}]}`,
    });
    expect(answer.status).toBe(400);
  });

  it('for structures that the caller may not see, as for those that are not there', async () => {
    const structure_id = await upload(app, other, poscarOf(FIRST!.crystal));
    const pairs = [{ structure_id, value: 1 }];
    const { detail } = await refusal({ pairs }, 422);
    expect(detail).toContain(structure_id);
    expect(detail).toContain('may not see');
    expect((await refusal({ from_simulations: [structure_id] }, 422)).detail).toContain('may see');
  });

  it('for crystals with too many atoms, each or together', async () => {
    const structure_id = await upload(app, user, siliconOf(7));
    const each = await refusal({ pairs: [{ structure_id, value: 1 }] }, 422);
    expect(each).toMatchObject({ code: 'too-large', at: [structure_id] });
    const content = `${CONTENT}\n${JSON.stringify({ poscar: siliconOf(3), value: -1 })}`;
    const { code, detail } = await refusal({ content }, 422);
    expect([code, detail]).toEqual(['too-large', expect.stringContaining('134 atoms')]);
  });

  it('for files and fields that are wrong, in a form', async () => {
    const fields: [string, string][] = [
      ['name', 'refused'],
      ['base_model', BASE.card.name],
      ['property', 'formation_energy'],
    ];
    const send = async (...more: [string, string | File][]): Promise<number> =>
      (await sendForm(app, user, [...fields, ...more], FINE_TUNES)).status;
    const good: [string, File] = ['file', file(table, 'pairs.csv')];
    expect(await send()).toBe(422);
    expect(await send(['file', file('no table', 'pairs.csv')])).toBe(422);
    expect(await send(good, ['content', CONTENT])).toBe(400);
    expect(await send(good, ['epochs', 'five'])).toBe(400);
    expect(await send(good, ['epochs', '[5]'])).toBe(400);
    expect(await send(good, ['candidates', '[{"layers":"head"}]'])).toBe(400);
    expect(await send(good, ['candidates', '{"__proto__":[]}'])).toBe(400);
    expect(await send(good, ['name', 'twice'])).toBe(400);
    expect(await send(['crystals', file(table, 'pairs.csv')])).toBe(400);
    expect(await send(['file', file('x'.repeat(70_000), 'pairs.csv')])).toBe(413);
    expect(await send(['content', 'x'.repeat(70_000)])).toBe(413);
    expect((await tune(app, user, 'refused', { content: 'x'.repeat(70_000) })).status).toBe(413);
  });
});
