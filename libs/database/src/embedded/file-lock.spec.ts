import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextRound } from 'node:timers/promises';
import { withFileLock } from './file-lock';
import { processIdentity } from './process-identity';

let directory: string;

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'nano-os-lock-')), 'lock');
});

afterEach(() => {
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

/** A pid that belonged to a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('withFileLock', () => {
  it('lets one work at a time, in the order of the tickets', async () => {
    const order: number[] = [];
    let inside = 0;
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        withFileLock(directory, async () => {
          inside += 1;
          expect(inside).toBe(1);
          await nextRound();
          inside -= 1;
          order.push(i);
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(readdirSync(directory)).toEqual([]);
  });

  it('gives the result, or the error, and is free again', async () => {
    expect(await withFileLock(directory, () => Promise.resolve(7))).toBe(7);
    const fault = withFileLock(directory, () => Promise.reject(new Error('no')));
    await expect(fault).rejects.toThrow('no');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('does not wait for who was killed while holding or entering it', async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, `ticket.1.${deadPid()}.0123456789abcdef.a`), '');
    writeFileSync(join(directory, `entering.0.${deadPid()}.0123456789abcdef.b`), '');
    expect(await withFileLock(directory, () => Promise.resolve(7))).toBe(7);
  });

  it('does not take another process for the holder because it has its pid', async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, `ticket.1.${process.pid}.0123456789abcdef.a`), '');
    expect(await withFileLock(directory, () => Promise.resolve(7))).toBe(7);
  });

  it('names who holds it for too long', async () => {
    mkdirSync(directory);
    const held = `ticket.1.${process.pid}.${processIdentity(process.pid)}.a`;
    writeFileSync(join(directory, held), '');
    await expect(withFileLock(directory, () => Promise.resolve(7), 0)).rejects.toThrow(
      `Process ${process.pid} holds ${directory}`,
    );
  });
});
