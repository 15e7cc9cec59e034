import type { Actor, TestApp } from './support/app';
import {
  createCalculatingApp,
  jobEnd,
  jobOf,
  JOBS,
  POTENTIAL,
  submit,
  type JobBody,
} from './support/calculations';
import { SILICON_CIF } from './support/crystals';
import { call, upload } from './support/ml';
import { ModelsFolder } from './support/networks';

interface ResultStructure {
  lattice: number[][];
  species: string[];
  frac_coords: number[][];
}

interface TrajectoryBody {
  job_id: string;
  species: string[];
  frames: { step: number; energy: number; lattice: number[][]; frac_coords: number[][] }[];
}

interface StructureBody {
  id: string;
  name: string;
  volume: number;
  parent_id: string | null;
  visibility: string;
}

describe('calculations', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;
  let silicon: string;

  beforeAll(async () => {
    app = await createCalculatingApp(folder);
    user = await app.user();
    silicon = await upload(app, user, SILICON_CIF, { name: 'silicon' });
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  const completed = async (
    route: Parameters<typeof submit>[2],
    more: Record<string, unknown> = {},
  ): Promise<JobBody> => {
    const { status, body } = await submit(app, user, route, { structure_id: silicon, ...more });
    expect([status, body.state]).toEqual([202, 'waiting']);
    const job = await jobEnd(app, user, body.id);
    expect(job).toMatchObject({ state: 'completed', problem: null });
    return job;
  };

  it('relax a CIF: the job has the relaxed crystal, its energy and what is left of the forces', async () => {
    const asked = { structure_id: silicon, max_force: 0.001, max_stress: 0.005 };
    const answer = await app.request('POST', '/api/v1/ml/relaxations', {
      token: user.token,
      json: asked,
    });
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as JobBody;
    expect(answer.headers.get('location')).toBe(`${JOBS}/${id}`);
    const job = await jobEnd(app, user, id);
    expect(job).toMatchObject({
      kind: 'relaxation',
      state: 'completed',
      structure_id: silicon,
      parameters: { potential: POTENTIAL.card.name, optimiser: 'lbfgs', max_steps: 500 },
      result: { outcome: 'converged' },
    });
    const result = job.result as {
      max_force: number;
      max_stress: number;
      energy: number;
      volume: number;
      steps: number;
      structure: ResultStructure;
    };
    expect(result.max_force).toBeLessThanOrEqual(0.001);
    expect(result.max_stress).toBeLessThanOrEqual(0.005);
    expect(result.structure.species).toEqual(Array(8).fill('Si'));
    expect(job.progress).toMatchObject({ stage: 'relaxing', step: result.steps });
    expect(job.progress!.figures.energy).toBe(result.energy);
    const times = [job.started_at, job.finished_at].map((time) => Date.parse(time!));
    expect(times[1]).toBeGreaterThanOrEqual(times[0]!);

    const { body: trajectory } = await call<TrajectoryBody>(
      app,
      user,
      'GET',
      `${JOBS}/${id}/trajectory`,
    );
    expect(trajectory.job_id).toBe(id);
    expect(trajectory.species).toEqual(result.structure.species);
    expect(trajectory.frames.map(({ step }) => step)).toEqual([...Array(result.steps + 1).keys()]);
    expect(trajectory.frames[0]!.lattice.flat().filter((x) => x !== 0)).toEqual([
      5.431, 5.431, 5.431,
    ]);
    expect(trajectory.frames.at(-1)).toMatchObject({
      energy: result.energy,
      lattice: result.structure.lattice,
    });
  });

  it('store the relaxed crystal once, with its parent named', async () => {
    const { id, result } = await completed('relaxations');
    const store = (body: object): ReturnType<typeof call<StructureBody>> =>
      call<StructureBody>(app, user, 'POST', `${JOBS}/${id}/structure`, body);
    const first = await store({ visibility: 'public' });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      name: 'silicon, relaxed',
      parent_id: silicon,
      visibility: 'public',
    });
    const { volume } = result as { volume: number };
    expect(Math.abs(first.body.volume / volume - 1)).toBeLessThan(1e-6);
    const others = await Promise.all([store({}), store({ name: 'another' })]);
    expect(others.map(({ body }) => body.id)).toEqual([first.body.id, first.body.id]);
    expect((await jobOf(app, user, id)).stored_structure_id).toBe(first.body.id);
    const derived = await call<{ items: { parent_id: string | null }[] }>(
      app,
      user,
      'GET',
      '/api/v1/structures?limit=200',
    );
    expect(derived.body.items.filter(({ parent_id }) => parent_id === silicon)).toHaveLength(1);
  });

  it('give the elastic tensor and the equation of state, which agree', async () => {
    const elastic = await completed('elastic');
    const { elastic_tensor, is_stable, bulk_modulus, eigenvalues, not_converged } =
      elastic.result as {
        elastic_tensor: number[][];
        is_stable: boolean;
        bulk_modulus: { voigt: number; reuss: number; hill: number };
        eigenvalues: number[];
        not_converged: number;
      };
    const [c11, c12] = elastic_tensor[0]!;
    expect(is_stable).toBe(true);
    expect(Math.min(...eigenvalues)).toBeGreaterThan(0);
    expect(not_converged).toBe(0);
    // What cubic symmetry says of a tensor that knows nothing of it.
    expect(Math.abs(elastic_tensor[1]![1]! / c11! - 1)).toBeLessThan(1e-3);
    expect(Math.abs((c11! + 2 * c12!) / 3 / bulk_modulus.voigt - 1)).toBeLessThan(1e-3);
    expect(elastic.progress).toMatchObject({ stage: 'straining', step: 24, of: 24 });

    const eos = await completed('eos', { max_strain: 0.02 });
    const {
      volume,
      bulk_modulus: b0,
      points,
      equation,
    } = eos.result as {
      volume: number;
      bulk_modulus: number;
      points: { volume: number; energy: number }[];
      equation: string;
    };
    expect([equation, points.length]).toEqual(['birch-murnaghan', 11]);
    // Two ways to the same second derivative, by stresses and by energies.
    expect(Math.abs(b0 / bulk_modulus.hill - 1)).toBeLessThan(0.03);
    const lowest = points.toSorted((a, b) => a.energy - b.energy)[0]!;
    expect(Math.abs(volume / lowest.volume - 1)).toBeLessThan(0.015);
  });

  it('keep the symmetry of a crystal on request', async () => {
    const { result } = await completed('relaxations', { keep_symmetry: true });
    const [[a], [, b], [, , c]] = (result as { structure: ResultStructure }).structure.lattice as [
      [number],
      [number, number],
      [number, number, number],
    ];
    expect(Math.abs(a - b)).toBeLessThan(1e-9);
    expect(Math.abs(a - c)).toBeLessThan(1e-9);
  });

  it('that do not converge say so, and how near they came', async () => {
    const { result } = await completed('relaxations', { max_steps: 1, max_force: 1e-5 });
    expect(result).toMatchObject({
      outcome: 'not-converged',
      message: 'Not converged in 1 steps.',
    });
    const { body } = await submit(app, user, 'elastic', {
      structure_id: silicon,
      max_steps: 1,
    });
    expect(await jobEnd(app, user, body.id)).toMatchObject({
      state: 'failed',
      result: null,
      problem: { code: 'not-relaxed' },
    });
  });

  it('are listed without results, newest first, by kind, state and structure', async () => {
    const other = await upload(app, user, SILICON_CIF);
    const first = (await submit(app, user, 'eos', { structure_id: other })).body.id;
    await jobEnd(app, user, first);
    const second = (await submit(app, user, 'relaxations', { structure_id: other })).body.id;
    await jobEnd(app, user, second);
    const list = async (query: string): Promise<string[]> => {
      const { body } = await call<{ items: JobBody[]; total: number }>(
        app,
        user,
        'GET',
        `${JOBS}?structure_id=${other}${query}`,
      );
      for (const item of body.items) expect(item).not.toHaveProperty('result');
      expect(body.total).toBe(body.items.length);
      return body.items.map(({ id }) => id);
    };
    expect(await list('')).toEqual([second, first]);
    expect(await list('&kind=eos')).toEqual([first]);
    expect(await list('&state=failed')).toEqual([]);
  });

  it('are made once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'relax-it' };
    const body = { structure_id: silicon, max_steps: 3 };
    const [one, two] = await Promise.all([
      submit(app, user, 'relaxations', body, headers),
      submit(app, user, 'relaxations', body, headers),
    ]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(two.body.id).toBe(one.body.id);
    const otherwise = await submit(app, user, 'relaxations', { ...body, max_steps: 4 }, headers);
    expect(otherwise.status).toBe(409);
  });

  it('are nobody else’s: others do not learn that they exist', async () => {
    const { id } = await completed('relaxations');
    const other = await app.user();
    const asked: [string, string, object?][] = [
      ['GET', ''],
      ['GET', '/trajectory'],
      ['DELETE', ''],
      ['POST', '/structure', {}],
    ];
    for (const [method, path, body] of asked) {
      const answer = await call(app, other, method, `${JOBS}/${id}${path}`, body);
      expect(answer).toMatchObject({
        status: 404,
        type: expect.stringContaining('problem') as string,
      });
    }
    const { body } = await call<{ total: number }>(app, other, 'GET', JOBS);
    expect(body.total).toBe(0);
    const stolen = await submit(app, other, 'eos', { structure_id: silicon });
    expect(stolen.status).toBe(404);
  });
});
