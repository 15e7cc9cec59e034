import type { Actor, TestApp } from './support/app';
import { createCalculatingApp, POTENTIAL } from './support/calculations';
import { SILICON_CIF } from './support/crystals';
import { ModelsFolder } from './support/networks';
import { routes } from './support/openapi';

type Who = 'nobody' | 'user' | 'other' | 'admin';
type Row = Record<Who, number>;

const anyone = (status: number): Row => ({
  nobody: status,
  user: status,
  other: status,
  admin: status,
});
const signedIn = (status: number): Row => ({ ...anyone(status), nobody: 401 });
/** The owner and administrators; others do not learn that it exists. */
const owner = (status: number): Row => ({ ...signedIn(status), other: 404 });
/** The owner alone: an administrator has things of his own of this kind. */
const ownerOnly = (status: number): Row => ({ ...owner(status), admin: 404 });
const administrator = (status: number): Row => ({
  nobody: 401,
  user: 403,
  other: 403,
  admin: status,
});

/** What belongs to `user` and is asked for; new for each request, since some are deletions. */
interface Fixture {
  structure: string;
  prediction: string;
  simulation: string;
  apiKey: string;
  userId: string;
  job: string;
}

interface Probe {
  expected: Row;
  path?: (fixture: Fixture) => string;
  body?: (fixture: Fixture) => unknown;
}

const ml = '/api/v1/ml';
/** A structure of one's own is calculated. */
const calculation: Probe = {
  expected: owner(202),
  body: ({ structure }) => ({ structure_id: structure }),
};
const pair = ({ prediction, simulation }: Fixture): object => ({
  predicted_properties_id: prediction,
  simulation_result_id: simulation,
});

/**
 * What each route answers to nobody, to the owner of what it names, to another user and to an
 * administrator. A route that is missing here fails the test: who may use it has to be decided.
 */
const PROBES: Record<string, Probe> = {
  'GET /health/live': { expected: anyone(200) },
  'GET /health/ready': { expected: anyone(200) },
  'GET /metrics': { expected: anyone(200) },

  'POST /api/v1/auth/register': { expected: anyone(400), body: () => ({ email: 'no address' }) },
  'POST /api/v1/auth/login': {
    expected: anyone(401),
    body: () => ({ email: 'nobody@example.org', password: 'not the password' }),
  },
  'POST /api/v1/auth/refresh': {
    expected: anyone(401),
    body: () => ({ refresh_token: 'x'.repeat(43) }),
  },
  'POST /api/v1/auth/logout': {
    expected: anyone(204),
    body: () => ({ refresh_token: 'x'.repeat(43) }),
  },
  'GET /api/v1/auth/me': { expected: signedIn(200) },
  'POST /api/v1/auth/change-password': {
    expected: signedIn(403),
    body: () => ({ current_password: 'not the password', new_password: 'another long password' }),
  },
  'POST /api/v1/auth/api-keys': { expected: signedIn(201), body: () => ({ name: 'probe' }) },
  'GET /api/v1/auth/api-keys': { expected: signedIn(200) },
  'DELETE /api/v1/auth/api-keys/{id}': {
    expected: ownerOnly(204),
    path: ({ apiKey }) => `/api/v1/auth/api-keys/${apiKey}`,
  },
  'GET /api/v1/users': { expected: administrator(200) },
  'GET /api/v1/users/{id}': {
    expected: administrator(200),
    path: ({ userId }) => `/api/v1/users/${userId}`,
  },
  'PATCH /api/v1/users/{id}': {
    expected: administrator(200),
    path: ({ userId }) => `/api/v1/users/${userId}`,
    body: () => ({ disabled: false }),
  },

  'POST /api/v1/structures': { expected: signedIn(201), body: () => ({ content: SILICON_CIF }) },
  'GET /api/v1/structures': { expected: signedIn(200) },
  'GET /api/v1/structures/{id}': {
    expected: owner(200),
    path: ({ structure }) => `/api/v1/structures/${structure}`,
  },
  'GET /api/v1/structures/{id}/download': {
    expected: owner(200),
    path: ({ structure }) => `/api/v1/structures/${structure}/download?format=cif`,
  },
  'DELETE /api/v1/structures/{id}': {
    expected: owner(204),
    path: ({ structure }) => `/api/v1/structures/${structure}`,
  },

  'POST /api/v1/simulations': {
    expected: owner(201),
    body: ({ structure }) => ({
      structure_id: structure,
      code: 'VASP',
      method: 'PBE',
      summary: { bandgap: 0.6 },
    }),
  },
  'GET /api/v1/simulations': { expected: signedIn(200) },
  'GET /api/v1/simulations/{id}': {
    expected: owner(200),
    path: ({ simulation }) => `/api/v1/simulations/${simulation}`,
  },
  'DELETE /api/v1/simulations/{id}': {
    expected: owner(204),
    path: ({ simulation }) => `/api/v1/simulations/${simulation}`,
  },

  [`POST ${ml}/properties`]: {
    expected: owner(200),
    body: ({ structure }) => ({ structure_id: structure }),
  },
  // Another's structure is an error of that item, not of the batch.
  [`POST ${ml}/properties/batch`]: {
    expected: signedIn(200),
    body: ({ structure }) => ({ structure_ids: [structure] }),
  },
  [`GET ${ml}/properties/{structure_id}`]: {
    expected: owner(200),
    path: ({ structure }) => `${ml}/properties/${structure}`,
  },
  [`GET ${ml}/properties/{structure_id}/history`]: {
    expected: owner(200),
    path: ({ structure }) => `${ml}/properties/${structure}/history`,
  },
  [`DELETE ${ml}/properties/{prediction_id}`]: {
    expected: administrator(204),
    path: ({ prediction }) => `${ml}/properties/${prediction}`,
  },
  [`GET ${ml}/models`]: { expected: signedIn(200) },
  [`POST ${ml}/relaxations`]: calculation,
  [`POST ${ml}/elastic`]: calculation,
  [`POST ${ml}/eos`]: calculation,
  // Whose structures they are is told apart, and ten are needed at least.
  [`POST ${ml}/fine-tunes`]: {
    expected: signedIn(422),
    body: ({ structure }) => ({
      name: 'probe',
      base_model: POTENTIAL.card.name,
      property: 'energy',
      pairs: [{ structure_id: structure, value: 1 }],
    }),
  },
  [`GET ${ml}/fine-tunes`]: { expected: signedIn(200) },
  // The job is a relaxation; test/fine-tunes.e2e-spec.ts asks for one that is none.
  [`GET ${ml}/fine-tunes/{id}`]: {
    expected: signedIn(404),
    path: ({ job }) => `${ml}/fine-tunes/${job}`,
  },
  [`GET ${ml}/fine-tunes/{id}/files/{file}`]: {
    expected: signedIn(404),
    path: ({ job }) => `${ml}/fine-tunes/${job}/files/card.json`,
  },
  [`DELETE ${ml}/fine-tunes/{id}`]: {
    expected: signedIn(404),
    path: ({ job }) => `${ml}/fine-tunes/${job}`,
  },
  [`GET ${ml}/jobs`]: { expected: signedIn(200) },
  [`GET ${ml}/jobs/{id}`]: { expected: owner(200), path: ({ job }) => `${ml}/jobs/${job}` },
  [`DELETE ${ml}/jobs/{id}`]: { expected: owner(200), path: ({ job }) => `${ml}/jobs/${job}` },
  // Nobody works on it: it has neither yet.
  [`GET ${ml}/jobs/{id}/trajectory`]: {
    expected: owner(409),
    path: ({ job }) => `${ml}/jobs/${job}/trajectory`,
  },
  [`POST ${ml}/jobs/{id}/structure`]: {
    expected: owner(409),
    path: ({ job }) => `${ml}/jobs/${job}/structure`,
    body: () => ({}),
  },
  [`POST ${ml}/compare`]: { expected: owner(200), body: pair },
  // As in a batch of predictions, what one may not see is an error of its pair.
  [`POST ${ml}/compare/batch`]: {
    expected: signedIn(200),
    body: (fixture) => ({ pairs: [pair(fixture)] }),
  },
};

describe('access', () => {
  let app: TestApp;
  let actors: Record<Exclude<Who, 'nobody'>, Actor>;
  const folder = new ModelsFolder();

  beforeAll(async () => {
    app = await createCalculatingApp(folder, { env: { JOB_CONCURRENCY: '0' } });
    actors = { user: await app.user(), other: await app.user(), admin: await app.admin() };
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  async function makeFixture(route: string): Promise<Fixture> {
    const { client, id: userId } = actors.user;
    const structure = await client.POST('/api/v1/structures', { body: { content: SILICON_CIF } });
    const structure_id = structure.data!.id;
    const prediction = await client.POST('/api/v1/ml/properties', { body: { structure_id } });
    const simulation = await client.POST('/api/v1/simulations', {
      body: { structure_id, code: 'VASP', method: 'PBE', summary: { bandgap: 0.6 } },
    });
    // A user may have only so many keys.
    const apiKey = route.includes('api-keys/')
      ? await client.POST('/api/v1/auth/api-keys', { body: { name: 'probe' } })
      : undefined;
    const job = await client.POST('/api/v1/ml/relaxations', { body: { structure_id } });
    return {
      structure: structure_id,
      prediction: prediction.data!.id,
      simulation: simulation.data!.id,
      apiKey: apiKey?.data?.id ?? '',
      userId,
      job: job.data!.id,
    };
  }

  it('is decided for every route', () => {
    expect(Object.keys(PROBES).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  it.each(Object.entries(PROBES))('%s', async (route, { expected, path, body }) => {
    const [method, pattern] = route.split(' ') as [string, string];
    const answered: Partial<Row> = {};
    for (const who of ['nobody', 'user', 'other', 'admin'] as const) {
      const fixture = await makeFixture(route);
      const answer = await app.request(method, path?.(fixture) ?? pattern, {
        token: who === 'nobody' ? undefined : actors[who].token,
        json: body?.(fixture),
      });
      await answer.arrayBuffer();
      answered[who] = answer.status;
    }
    expect(answered).toEqual(expected);
  });

  it('refuses tokens that are forged, cut off or of another kind', async () => {
    const { token } = actors.user;
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const forged = [
      `${none}.${payload}.`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}`,
      'nano_00000000_0000000000000000000000000000000000000000',
      '',
    ];
    for (const candidate of forged) {
      const answer = await app.request('GET', '/api/v1/auth/me', { token: candidate });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});
