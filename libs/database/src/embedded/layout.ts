import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where things lie in a data directory. */
export interface Layout {
  dataDir: string;
  /** The database cluster itself. */
  cluster: string;
  /** Password of the application's role. */
  secret: string;
  lock: string;
  clients: string;
  pin: string;
  /** Port of the last start. */
  port: string;
  /** What PostgreSQL wrote since the last start but one. */
  log: string;
  /** Tells this directory's server from any other program and from the server of a copy. */
  clusterName: string;
}

/** @param dataDir its real path, so that one directory has one name */
export function layoutOf(dataDir: string): Layout {
  const cluster = join(dataDir, 'postgres');
  const digest = createHash('sha256').update(cluster).digest('hex').slice(0, 16);
  return {
    dataDir,
    cluster,
    secret: join(dataDir, 'postgres.secret'),
    lock: join(dataDir, 'run', 'lock'),
    clients: join(dataDir, 'run', 'clients'),
    pin: join(dataDir, 'run', 'pinned'),
    port: join(dataDir, 'run', 'port'),
    log: join(cluster, 'server.log'),
    clusterName: `nano_os_${digest}`,
  };
}
