import { errorMessage, appliedMigrations, pendingMigrations } from '@nano-os/database';
import { Command } from 'commander';
import { embeddedServer, withConnection } from '../database';
import { readSettings } from '../settings';

/** Exit code of a status that is well formed and says "not running", as service managers have it. */
const NOT_RUNNING = 3;

interface Status {
  server: 'embedded' | 'external';
  running: boolean;
  /** Where, without the password. */
  address: string | null;
  pid?: number | null;
  pinned?: boolean;
  clients?: number[];
  data_dir?: string;
  migrations?: { applied: string[]; pending: string[] };
  /** Why a server that should be there could not be asked. */
  error?: string;
}

/** Says how the database is; starts nothing. */
export function createDbStatusCommand(): Command {
  return new Command('status')
    .description('say whether the database runs, who uses it, and which migrations it lacks')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const status = await readStatus();
      console.log(json ? JSON.stringify(status, null, 2) : describe(status));
      if (!status.running) process.exitCode = NOT_RUNNING;
    });
}

async function readStatus(): Promise<Status> {
  const environment = readSettings();
  const { DATABASE_URL, NANO_OS_DATA_DIR } = environment;
  if (DATABASE_URL !== undefined) {
    const address = addressOf(DATABASE_URL);
    return { server: 'external', running: true, address, ...(await ask(DATABASE_URL)) };
  }
  const server = embeddedServer(environment);
  const { running, pid, pinned, clients } = server.status();
  const url = await server.runningUrl();
  return {
    server: 'embedded',
    running,
    address: url === null ? null : addressOf(url),
    pid,
    pinned,
    clients,
    data_dir: NANO_OS_DATA_DIR,
    ...(url === null ? {} : await ask(url)),
  };
}

async function ask(url: string): Promise<Partial<Status>> {
  try {
    const migrations = await withConnection(url, async (dataSource) => ({
      applied: await appliedMigrations(dataSource),
      pending: await pendingMigrations(dataSource),
    }));
    return { migrations };
  } catch (error) {
    return { running: false, error: errorMessage(error) };
  }
}

function addressOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

function describe(status: Status): string {
  const { server, running, address, pid, pinned, clients = [], data_dir, migrations } = status;
  const lines = [
    `server      ${server}${data_dir ? `, data in ${data_dir}` : ''}`,
    `running     ${running ? 'yes' : 'no'}${pid ? `, process ${pid}` : ''}${pinned ? ', kept up' : ''}`,
  ];
  if (address) lines.push(`address     ${address}`);
  if (server === 'embedded') lines.push(`used by     ${clients.join(', ') || 'no process'}`);
  if (migrations) {
    const { applied, pending } = migrations;
    lines.push(`migrations  ${applied.length} applied, ${pending.length} pending`);
    lines.push(...pending.map((name) => `            ${name} is pending`));
  }
  if (status.error) lines.push(`error       ${status.error}`);
  return lines.join('\n');
}
