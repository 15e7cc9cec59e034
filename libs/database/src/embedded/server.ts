import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launch } from './launcher';
import type { Layout } from './layout';
import { runningPostmaster, type Postmaster } from './postmaster';
import type { Tools } from './prepare';

/** A start replays the log of a crash; there is no bound on its length but the disk. */
const START_SECONDS = 300;
const STOP_SECONDS = 60;
const ATTEMPTS = 40;
const RETRY_MS = 250;
const LOG_BYTES = 4_194_304;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Queries here are short: compiling them costs more than it saves.
  jit: 'off',
};

/**
 * Starts the server in a session of its own, so that it outlives this process. It takes the port it
 * had before where that is free: who lost the connection finds it again.
 * @throws with the end of the server's log when it does not start
 */
export async function startServer(
  tools: Tools,
  layout: Layout,
  settings: Readonly<Record<string, string>> = {},
): Promise<Postmaster> {
  let port = await freePort(await notedPort(layout));
  // Whoever calls has seen that its process is gone. PostgreSQL would believe a pid in use.
  await rm(join(layout.cluster, 'postmaster.pid'), { force: true });
  await rotate(layout.log);
  for (let attempt = 1; ; attempt++) {
    const logged = existsSync(layout.log) ? (await stat(layout.log)).size : 0;
    const { ok, text } = await startOnce(tools, layout, { ...SETTINGS, ...settings }, port);
    const postmaster = ok ? runningPostmaster(layout.cluster, layout.clusterName) : null;
    if (postmaster) {
      await writeFile(layout.port, String(postmaster.port));
      return postmaster;
    }
    const news = existsSync(layout.log)
      ? (await readFile(layout.log)).subarray(logged).toString()
      : '';
    if (attempt === ATTEMPTS || !isPassing(news)) {
      throw new Error(`PostgreSQL did not start: ${(news || text).trim()}`);
    }
    if (/could not (bind|create any TCP)/.test(news)) port = await freePort();
    // Children of a killed server need a moment to notice and leave.
    else await delay(RETRY_MS);
  }
}

/** Stops the server after rolling back what is open. */
export async function stopServer(
  { binaries, launcher }: Tools,
  { cluster }: Layout,
): Promise<void> {
  const { ok, text } = await launch(
    launcher,
    [binaries.pgCtl, 'stop', '-m', 'fast', '-w', '-t', String(STOP_SECONDS)],
    { cwd: cluster, env: { PGDATA: cluster } },
  );
  if (!ok) throw new Error(`PostgreSQL did not stop: ${text.trim()}`);
}

function startOnce(
  { binaries, launcher }: Tools,
  { cluster, clusterName }: Layout,
  settings: Readonly<Record<string, string>>,
  port: number,
): Promise<{ ok: boolean; text: string }> {
  const options = { ...settings, port: String(port), cluster_name: clusterName };
  const words = Object.entries(options).map(([name, value]) => `-c ${name}=${value}`);
  return launch(
    launcher,
    // pg_ctl hands its words to a shell: the directory goes by the environment, whatever its name.
    [
      binaries.pgCtl,
      'start',
      '-w',
      '-t',
      String(START_SECONDS),
      '-l',
      'server.log',
      '-o',
      words.join(' '),
    ],
    { cwd: cluster, env: { PGDATA: cluster } },
  );
}

/** The port that the server had last, where it is known. */
async function notedPort({ port }: Layout): Promise<number | undefined> {
  const noted = existsSync(port) ? Number(await readFile(port, 'utf8')) : 0;
  return Number.isInteger(noted) && noted > 0 && noted < 65_536 ? noted : undefined;
}

function isPassing(log: string): boolean {
  return /could not (bind|create any TCP)|is still in use|pre-existing shared memory/.test(log);
}

async function rotate(log: string): Promise<void> {
  if (existsSync(log) && (await stat(log)).size > LOG_BYTES) await rename(log, `${log}.1`);
}

/**
 * `wanted` when nobody has it, else one at random below those that systems lend to connections: it
 * is still free when the server comes back after a crash.
 */
async function freePort(wanted?: number): Promise<number> {
  const candidates = [wanted ?? randomPort(), ...Array.from({ length: 20 }, randomPort), 0];
  for (const candidate of candidates) {
    const port = await listenOnce(candidate);
    if (port !== null) return port;
  }
  return 0;
}

const randomPort = (): number => randomInt(15_000, 32_768);

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : null;
      server.close(() => {
        resolve(taken);
      });
    });
  });
}
