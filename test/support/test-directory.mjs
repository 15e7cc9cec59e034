// What the setup and the teardown of a test run share. Plain JavaScript: Jest maps no aliases here.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Start of the names of directories that test runs make; the pid of the run follows. */
export const PREFIX = 'nano-os-test-';

/** Ends the server of a test run, without care for its data, and removes its directory. */
export async function removeTestDirectory(directory) {
  const pid = postmaster(join(directory, 'data', 'postgres', 'postmaster.pid'));
  if (pid) {
    process.kill(pid, 'SIGQUIT');
    while (isServer(pid)) await delay(20);
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

/** Removes what runs that were killed left behind. */
export async function removeAbandoned() {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (!pid || isAlive(Number(pid))) continue;
    try {
      await removeTestDirectory(join(tmpdir(), name));
    } catch (error) {
      // Another user's; it is his to remove.
      if (!['EPERM', 'EACCES', 'ENOENT'].includes(error.code)) throw error;
    }
  }
}

function postmaster(file) {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isServer(pid) ? pid : undefined;
}

function isServer(pid) {
  try {
    const words =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return words.includes('cluster_name=nano_os_');
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
