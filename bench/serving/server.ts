import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, type Served } from '../api/processes';
import { send, type Client } from './under-load';

const PROGRAM = join(__dirname, '../../../bin/nano-os.mjs');
const ADMIN = { email: 'bench@example.org', password: 'a password for benchmarks' };

/** A server with a database of its own, and its administrator. */
export interface BenchServer {
  readonly client: Client;
  /** Starts a `nano-os worker` beside it. */
  startWorker(): Promise<Served>;
  stop(): Promise<void>;
}

/** @param settings environment variables beside those of its data and address */
export async function serve(settings: NodeJS.ProcessEnv): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'nano-os-bench-'));
  const env = {
    NANO_OS_DATA_DIR: dataDir,
    NANO_OS_ADMIN_EMAIL: ADMIN.email,
    NANO_OS_ADMIN_PASSWORD: ADMIN.password,
    // Longer than the run: a token that expires halfway would end it.
    ACCESS_TOKEN_TTL_S: '7200',
    PORT: '0',
    HOST: '127.0.0.1',
    ...settings,
  };
  const served = await start([PROGRAM, 'serve'], env, /"url":"(http:[^"]+)"/);
  const { access_token: token } = await send<{ access_token: string }>(
    { url: served.url, token: '' },
    '/api/v1/auth/login',
    ADMIN,
  );
  return {
    client: { url: served.url, token },
    startWorker: () =>
      start([PROGRAM, 'worker'], { ...env, JOB_CONCURRENCY: '1' }, /(NANO-OS works)/),
    stop: async () => {
      await served.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
