import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Puts the thread that calls this, and every thread that it starts from now on, behind all others
 * that want a core. Linux alone gives a thread a priority of its own: elsewhere the whole process
 * would be lowered, and nothing is done. There is no way back, as raising a priority is a privilege.
 * @returns whether it was done; nothing is lost but a preference where the system does not allow it
 */
export function lowerOwnPriority(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // PID/task/TID. Read without a promise: those are read in threads of Node's pool.
    const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(id, constants.priority.PRIORITY_LOW);
    return true;
  } catch {
    return false;
  }
}
