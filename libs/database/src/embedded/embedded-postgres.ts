import { existsSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { DATABASE, ensureCluster, resetPassword, ROLE } from './cluster';
import { withFileLock } from './file-lock';
import { layoutOf, type Layout } from './layout';
import { notedPostmaster, runningPostmaster, type Postmaster } from './postmaster';
import { makeDataDirectory, prepareTools } from './prepare';
import { signalReaches } from './process-identity';
import { reach } from './reach';
import { makeSecret, readSecret } from './secret';
import { startServer, stopServer } from './server';
import { livingTokens, removeToken, seenTokens, tokenName, writeToken } from './tokens';

export interface EmbeddedPostgresOptions {
  /** Where everything is written; made when absent. */
  dataDir: string;
  /** Settings of the server beyond the defaults; they count for whoever starts it. */
  settings?: Readonly<Record<string, string>>;
  /** Hears of a start or a stop. */
  log?: (message: string) => void;
}

export interface EmbeddedStatus {
  running: boolean;
  /** Whether it goes on when nobody uses it. */
  pinned: boolean;
  pid: number | null;
  port: number | null;
  /** Ids of the processes that use the server. */
  clients: number[];
}

const START_ATTEMPTS = 5;
const WATCH_MS = 500;

/**
 * A real PostgreSQL server on a directory, shared by all processes that attach to it.
 *
 * The first to attach starts it, in a session of its own; the last to release stops it, unless it
 * is pinned. A process that was killed counts no more, and a killed server is started again by who
 * is attached or by the next to attach.
 */
export class EmbeddedPostgres {
  private token: string | null = null;
  private watch?: NodeJS.Timeout;

  constructor(private readonly options: EmbeddedPostgresOptions) {}

  /**
   * Starts the server or joins the one that runs.
   * @returns URL of the application's database on it
   * @throws an error that says what to do when the server cannot be run here
   */
  async attach(): Promise<string> {
    const layout = this.makeLayout();
    if (this.token === null) {
      this.token = tokenName('client');
      writeToken(layout.clients, this.token);
      process.once('exit', this.abandon);
    }
    try {
      return await this.ensureRunning();
    } catch (error) {
      await this.release();
      throw error;
    }
  }

  /** The URL of the server, which is started again when it is gone. */
  async ensureRunning(): Promise<string> {
    const layout = this.makeLayout();
    return withFileLock(layout.lock, async () => {
      for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
        const postmaster = running(layout) ?? (await this.start(layout));
        const url = await urlOf(layout, postmaster);
        if (await reach(url, () => running(layout)?.pid === postmaster.pid)) return url;
      }
      throw new Error(`PostgreSQL ends right after its start: see ${layout.log}`);
    });
  }

  /**
   * Starts the server again whenever it dies, and tells when it has another URL than `url`. One
   * that was stopped in order stays down. Ends with `release`.
   */
  keepAlive(url: string, onMove: (url: string) => void): void {
    const layout = this.makeLayout();
    let port = Number(new URL(url).port);
    let busy = false;
    const mend = async (): Promise<void> => {
      const noted = notedPostmaster(layout.cluster);
      // A server that stopped in order took its pid file along.
      if (!noted || (noted.port === port && isThere(layout, noted))) return;
      const moved = await this.ensureRunning();
      if (Number(new URL(moved).port) === port) return;
      port = Number(new URL(moved).port);
      onMove(moved);
    };
    clearInterval(this.watch);
    this.watch = setInterval(() => {
      if (busy) return;
      busy = true;
      mend()
        .catch((error: unknown) => this.options.log?.(`PostgreSQL is down: ${String(error)}`))
        .finally(() => (busy = false));
    }, WATCH_MS).unref();
  }

  /** Leaves the server, which stops when nobody else uses it and nobody pinned it. */
  async release(): Promise<void> {
    const { token } = this;
    clearInterval(this.watch);
    if (token === null) return;
    this.token = null;
    process.off('exit', this.abandon);
    const layout = this.makeLayout();
    await withFileLock(layout.lock, async () => {
      removeToken(layout.clients, token);
      if (!isNeeded(layout)) await this.stop(layout);
    });
  }

  /** Keeps the server running when nobody uses it. */
  pin(): void {
    writeFileSync(this.makeLayout().pin, '');
  }

  /**
   * Takes the pin back and stops the server, unless other processes use it and `force` is not given.
   * @returns the ids of the processes that keep it running
   */
  async unpin({ force = false } = {}): Promise<number[]> {
    if (!existsSync(this.options.dataDir)) return [];
    const layout = this.makeLayout();
    return withFileLock(layout.lock, async () => {
      rmSync(layout.pin, { force: true });
      const clients = pidsOf(livingTokens(layout.clients));
      if (clients.length > 0 && !force) return clients;
      await this.stop(layout);
      return [];
    });
  }

  /** How the server is; nothing is started, made or written. */
  status(): EmbeddedStatus {
    const none = { running: false, pinned: false, pid: null, port: null, clients: [] };
    if (!existsSync(this.options.dataDir)) return none;
    const layout = layoutOf(realpathSync(this.options.dataDir));
    const postmaster = running(layout);
    return {
      running: postmaster !== null,
      pinned: existsSync(layout.pin),
      pid: postmaster?.pid ?? null,
      port: postmaster?.port ?? null,
      clients: pidsOf(seenTokens(layout.clients)),
    };
  }

  /** URL of the server that runs, null when none does; nothing is started. */
  async runningUrl(): Promise<string | null> {
    if (!existsSync(this.options.dataDir)) return null;
    const layout = layoutOf(realpathSync(this.options.dataDir));
    const postmaster = running(layout);
    return postmaster ? urlOf(layout, postmaster) : null;
  }

  private makeLayout(): Layout {
    makeDataDirectory(this.options.dataDir);
    return layoutOf(realpathSync(this.options.dataDir));
  }

  private async start(layout: Layout): Promise<Postmaster> {
    const tools = await prepareTools(layout);
    const kept = await readSecret(layout.secret);
    const password = kept ?? (await makeSecret(layout.secret));
    const isOld = existsSync(layout.cluster);
    await ensureCluster(tools, layout, password);
    if (isOld && kept === null) await resetPassword(tools, layout, password);
    const postmaster = await startServer(tools, layout, this.options.settings);
    this.options.log?.(`PostgreSQL runs on port ${postmaster.port}, process ${postmaster.pid}`);
    return postmaster;
  }

  private async stop(layout: Layout): Promise<void> {
    if (!running(layout)) return;
    await stopServer(await prepareTools(layout), layout);
    this.options.log?.('PostgreSQL has stopped');
  }

  /** What can be done when the process exits without a release: there is no waiting any more. */
  private readonly abandon = (): void => {
    const layout = layoutOf(realpathSync(this.options.dataDir));
    if (this.token !== null) removeToken(layout.clients, this.token);
    const postmaster = running(layout);
    if (postmaster && !isNeeded(layout) && process.platform !== 'win32') {
      process.kill(postmaster.pid, 'SIGINT');
    }
  };
}

function running(layout: Layout): Postmaster | null {
  return runningPostmaster(layout.cluster, layout.clusterName);
}

/** Asked twice a second; only on Linux is it cheap to look closer than at the pid. */
function isThere(layout: Layout, { pid }: Postmaster): boolean {
  return process.platform === 'linux' ? running(layout) !== null : signalReaches(pid);
}

function isNeeded(layout: Layout): boolean {
  return existsSync(layout.pin) || livingTokens(layout.clients).length > 0;
}

function pidsOf(tokens: readonly { pid: number }[]): number[] {
  return [...new Set(tokens.map(({ pid }) => pid))];
}

async function urlOf(layout: Layout, { pid, port }: Postmaster): Promise<string> {
  const password = await readSecret(layout.secret);
  if (password === null) {
    throw new Error(`${layout.secret} is gone: stop process ${pid} and try again`);
  }
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${DATABASE}`;
}
