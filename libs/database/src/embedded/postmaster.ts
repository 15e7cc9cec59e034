import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../errors';
import { commandLine, processIdentity } from './process-identity';

/** A server that runs on a cluster. */
export interface Postmaster {
  pid: number;
  port: number;
}

/**
 * The server that runs on the cluster, null when none does. Its pid file alone proves nothing: after
 * a kill it stays, and its pid may belong to any program by now, so the process must also have been
 * started under the cluster's name.
 */
export function runningPostmaster(clusterDir: string, clusterName: string): Postmaster | null {
  const noted = notedPostmaster(clusterDir);
  if (!noted || processIdentity(noted.pid) === null) return null;
  const words = commandLine(noted.pid);
  if (words === null || words.includes(`cluster_name=${clusterName}`)) return noted;
  return worksIn(noted.pid, clusterDir) ? noted : null;
}

/** A server that someone started by hand bears no name, but has the cluster for its directory. */
function worksIn(pid: number, clusterDir: string): boolean {
  try {
    return process.platform === 'linux' && readlinkSync(`/proc/${pid}/cwd`) === clusterDir;
  } catch {
    return false;
  }
}

/** What `postmaster.pid` says: pid in the first line, port in the fourth. */
export function notedPostmaster(clusterDir: string): Postmaster | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    if (!Number.isInteger(pid) || pid === 0) return null;
    return { pid, port: Number(lines[3] ?? 0) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
