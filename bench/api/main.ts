import { resolveDatabase } from '@nano-os/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { load, type Measured, type Shot } from './load';
import { median, residentMiB, start, type Served } from './processes';

const ROOT = join(__dirname, '../../..');
const ROUNDS = 11;
const ADMIN = { email: 'bench@example.org', password: 'a password for benchmarks' };
const PREDICT = '/api/v1/ml/properties';

const QUARTZ_LIKE = `data_quartz
_cell_length_a 4.913
_cell_length_b 4.913
_cell_length_c 5.405
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
_symmetry_space_group_name_H-M 'P 1'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Si1 Si 0.4697 0 0.6667
Si2 Si 0 0.4697 0.3333
Si3 Si 0.5303 0.5303 0
O1 O 0.4135 0.2669 0.7858
O2 O 0.7331 0.1466 0.4525
O3 O 0.8534 0.5865 0.1191
O4 O 0.2669 0.4135 0.2142
O5 O 0.1466 0.7331 0.5475
O6 O 0.5865 0.8534 0.8809
`;

/** Two loads in turn, A B A B …, so that a machine whose speed drifts drifts for both. */
async function paired(
  a: () => Promise<Measured>,
  b: () => Promise<Measured>,
  rounds = ROUNDS,
): Promise<{ a: Measured[]; b: Measured[] }> {
  await a();
  await b();
  const results: { a: Measured[]; b: Measured[] } = { a: [], b: [] };
  for (let round = 0; round < rounds; round++) {
    results.a.push(await a());
    results.b.push(await b());
  }
  return results;
}

function report(name: string, unit: string, ours: number[], bare: number[], target: string): void {
  const ratios = ours.map((value, index) => value / (bare[index] ?? NaN));
  console.log(
    `| ${name} | ${median(ours).toFixed(0)} ${unit} | ${median(bare).toFixed(0)} ${unit} | ` +
      `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}) | ${target} |`,
  );
}

const cpu = (results: Measured[]): number[] => results.map(({ cpuMicros }) => cpuMicros);
const rate = (results: Measured[]): number[] => results.map(({ rate: value }) => value);
const repeat = (shot: Shot, times: number): Shot[] => Array.from({ length: times }, () => shot);

async function send<T>(
  url: string,
  path: string,
  token: string | undefined,
  body: unknown,
): Promise<T> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Makes `count` more structures like the first one, straight in the table. */
async function multiply(database: Client, id: string, count: number): Promise<string[]> {
  const { rows: columns } = await database.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_name = 'structures' AND column_name <> 'id'`,
  );
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const { rows } = await database.query<{ id: string }>(
    `INSERT INTO structures (${names}) SELECT ${names} FROM structures, generate_series(1, $2)
     WHERE id = $1 RETURNING id`,
    [id, count],
  );
  return rows.map((row) => row.id);
}

interface Bench {
  ours: Served;
  bare: Served;
  token: string;
  id: string;
  database: Client;
}

async function measure({ ours, bare, token, id, database }: Bench): Promise<void> {
  const row: Shot = { path: '/row', body: '{}' };
  const cached: Shot = { path: PREDICT, body: JSON.stringify({ structure_id: id }) };
  console.log('| | NANO-OS | bare Fastify and one query | ratio, median (range) | target |');
  console.log('|---|---|---|---|---|');

  const hot = await paired(
    () => load(ours, token, 32, repeat(cached, 5000)),
    () => load(bare, undefined, 32, repeat(row, 5000)),
  );
  report('cached prediction, server CPU', 'µs', cpu(hot.a), cpu(hot.b), '≤ 1.6');
  report('cached prediction, 32 clients', 'requests/s', rate(hot.a), rate(hot.b), '≥ 0.5');

  const fresh = await paired(
    async () => {
      const ids = await multiply(database, id, 2000);
      const shots = ids.map((one) => ({
        path: PREDICT,
        body: JSON.stringify({ structure_id: one }),
      }));
      return load(ours, token, 32, shots);
    },
    () => load(bare, undefined, 32, repeat(row, 4000)),
  );
  report('new stub prediction, server CPU', 'µs', cpu(fresh.a), cpu(fresh.b), '≤ 5');

  const batches = await paired(
    async () => {
      const shots: Shot[] = [];
      const ids = await multiply(database, id, 5000);
      while (ids.length > 0) {
        const body = JSON.stringify({ structure_ids: ids.splice(0, 50) });
        shots.push({ path: `${PREDICT}/batch`, body });
      }
      return load(ours, token, 8, shots);
    },
    () => load(bare, undefined, 32, repeat(row, 4000)),
  );
  report('batch of 50 new, server CPU', 'µs', cpu(batches.a), cpu(batches.b), '≤ 60');
}

/** Memory of a server of its own, so that what was measured before does not count. */
async function measureMemory(ours: Served, token: string, ids: readonly string[]): Promise<void> {
  const shots = ids.map((id) => ({ path: PREDICT, body: JSON.stringify({ structure_id: id }) }));
  const mixed = (count: number): Shot[] =>
    Array.from(
      { length: count },
      (_, index) => shots[index % shots.length] ?? { path: PREDICT, body: '{}' },
    );
  await load(ours, token, 32, mixed(10_000));
  const early = residentMiB(ours.pid);
  await load(ours, token, 32, mixed(90_000));
  const late = residentMiB(ours.pid);
  console.log(
    `| resident memory after 100,000 requests against after 10,000 | ${late.toFixed(0)} MiB | ` +
      `${early.toFixed(0)} MiB | ${(late / early).toFixed(2)} | ≤ 1.2 |`,
  );
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'nano-os-bench-'));
  const env = {
    NANO_OS_DATA_DIR: dataDir,
    NANO_OS_ADMIN_EMAIL: ADMIN.email,
    NANO_OS_ADMIN_PASSWORD: ADMIN.password,
    PORT: '0',
    HOST: '127.0.0.1',
    RATE_LIMIT: '1000000000',
    // Longer than the run: a token that expires halfway would end it.
    ACCESS_TOKEN_TTL_S: '7200',
  };
  const serve = (): Promise<Served> =>
    start([join(ROOT, 'bin/nano-os.mjs'), 'serve'], env, /"url":"(http:[^"]+)"/);
  const ours = await serve();
  try {
    const { access_token: token } = await send<{ access_token: string }>(
      ours.url,
      '/api/v1/auth/login',
      undefined,
      ADMIN,
    );
    const { id } = await send<{ id: string }>(ours.url, '/api/v1/structures', token, {
      content: QUARTZ_LIKE,
    });
    // The server that ours started: this process joins it.
    const server = await resolveDatabase({
      DATABASE_URL: undefined,
      NANO_OS_DATA_DIR: dataDir,
    });
    const { url } = server;
    const database = new Client({ connectionString: url });
    await database.connect();
    const bare = await start(
      [join(__dirname, 'bare.js')],
      { DATABASE_URL: url, STRUCTURE_ID: id },
      /bare server at (http:\S+)/,
    );
    await measure({ ours, bare, token, id, database });
    await bare.stop();
    const ids = await multiply(database, id, 500);
    const second = await serve();
    await measureMemory(second, token, ids);
    await second.stop();
    await database.end();
    await server.release();
  } finally {
    await ours.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
