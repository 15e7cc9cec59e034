import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { createTestApp, type Actor, type TestApp } from './support/app';
import { SILICON_CIF } from './support/crystals';
import { document, routes, type Route } from './support/openapi';
import { bodyArbitrary, parameterArbitrary } from './support/request-arbitraries';

/** Requests made for each route; a fixed seed makes a failure repeatable. */
const RUNS = 60;
const SEED = 20260501;

/** Routes that would end the run for those after them: they sign out or lock out who asks. */
const DISRUPTIVE = new Set(['POST /api/v1/auth/logout', 'POST /api/v1/auth/change-password']);

/** A parameter as a program would put it into an address. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.toWellFormed();
}

describe('requests made at random from openapi.json', () => {
  let app: TestApp;
  let admin: Actor;
  let user: Actor;
  let known: string[];
  let ajv: Ajv;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.admin();
    user = await app.user();
    const { data } = await user.client.POST('/api/v1/structures', {
      body: { content: SILICON_CIF },
    });
    const prediction = await user.client.POST('/api/v1/ml/properties', {
      body: { structure_id: data!.id },
    });
    known = [data!.id, prediction.data!.id, user.id];
    ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema({ $id: 'openapi', components: document.components });
  });
  afterAll(() => app.close());

  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (schema: object): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('#/components', 'openapi#/components');
    let validator = validators.get(text);
    if (!validator) {
      validator = ajv.compile(JSON.parse(text) as object);
      validators.set(text, validator);
    }
    return validator;
  };

  const send = async (route: Route, token: string, drawn: Drawn): Promise<void> => {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(textOf(drawn.parameters[name]) || 'x'),
    );
    const query = new URLSearchParams();
    for (const { name, in: place } of route.operation.parameters ?? []) {
      const value = drawn.parameters[name];
      if (place === 'query' && value !== undefined) query.append(name, textOf(value));
    }
    const hasBody = route.operation.requestBody !== undefined;
    const answer = await app.request(route.method, `${path}?${query.toString()}`, {
      token,
      ...(hasBody ? { headers: { 'content-type': 'application/json' } } : {}),
      body: hasBody ? JSON.stringify(drawn.body) : undefined,
    });
    const text = await answer.text();
    const said =
      `${route.method} ${path}?${query.toString()} answered ${answer.status} ${text.slice(0, 600)}`.slice(
        0,
        1500,
      );
    if (answer.status >= 500) throw new Error(said);
    const documented = route.operation.responses[String(answer.status)];
    if (!documented) throw new Error(`not documented: ${said}`);
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (!type.endsWith('json')) return;
    const schema = documented.content?.[type]?.schema;
    if (!schema) throw new Error(`${type} is not documented: ${said}`);
    const validate = validatorOf(schema);
    if (!validate(JSON.parse(text))) {
      throw new Error(`${ajv.errorsText(validate.errors)}: ${said}`);
    }
  };

  interface Drawn {
    parameters: Record<string, unknown>;
    body: unknown;
  }

  it.each(
    routes
      .map((route) => [`${route.method} ${route.path}`, route] as const)
      .filter(([name]) => !DISRUPTIVE.has(name)),
  )('%s answers no 500 and what it documents', async (_, route) => {
    const ids = fc.constantFrom(...known);
    const drawn: fc.Arbitrary<Drawn> = fc.record({
      parameters: fc.record(
        Object.fromEntries(
          (route.operation.parameters ?? []).map((parameter) => [
            parameter.name,
            parameterArbitrary(parameter, ids),
          ]),
        ),
      ),
      body: bodyArbitrary(route.operation, ids),
    });
    await fc.assert(
      fc.asyncProperty(drawn, fc.boolean(), async (request, asAdmin) => {
        // An administrator could disable himself out of the run; users change nothing of others.
        const deletes = route.method === 'DELETE' || route.method === 'PATCH';
        await send(route, asAdmin && !deletes ? admin.token : user.token, request);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
