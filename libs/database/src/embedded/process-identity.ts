import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { errorCode } from '../errors';

const UNKNOWN = 'unknown';

/**
 * What tells a process from a later one that was given the same pid: a digest of the boot and the
 * time it started. Null when no such process lives (a zombie does not); `unknown` where the system
 * does not say.
 */
export function processIdentity(pid: number): string | null {
  if (!signalReaches(pid)) return null;
  if (process.platform === 'linux') return linuxIdentity(pid);
  if (process.platform === 'win32') return UNKNOWN;
  return unixIdentity(pid);
}

/** Whether the process that had `identity` under `pid` still lives. */
export function processLives(pid: number, identity: string): boolean {
  const now = processIdentity(pid);
  return now !== null && (now === UNKNOWN || identity === UNKNOWN || now === identity);
}

/** The words a process was started with, null when no such process lives or it is not known. */
export function commandLine(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    }
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

/** Whether a process, dead and not yet buried ones included, has the pid; the cheapest question. */
export function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive all the same.
    return errorCode(error) === 'EPERM';
  }
}

function linuxIdentity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; the numbered fields follow its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return digest(`${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}${fields[19]}`);
  } catch {
    return UNKNOWN;
  }
}

function unixIdentity(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).trim();
    return line.startsWith('Z') ? null : digest(line.slice(line.indexOf(' ')).trim());
  } catch {
    return UNKNOWN;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
