import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
/** Tries after which a waiting launcher says so: ten seconds. */
const SAY_AFTER = 100;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  let holder;
  try {
    holder = Number(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
  // A holder that was killed leaves its file behind; an empty file is one being written.
  if (holder > 0 && !isAlive(holder)) rmSync(path, { force: true });
  return false;
}

/** Runs `work` while no other launcher of this clone does the same. */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let tries = 1; !tryLock(path); tries++) {
    // A pid may belong to any program by now, so who waits is told for what.
    if (tries === SAY_AFTER) {
      const holder = existsSync(path) ? readFileSync(path, 'utf8') : 'another';
      console.error(`Waiting for process ${holder}; if it is not nano-os, remove ${path}`);
    }
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
