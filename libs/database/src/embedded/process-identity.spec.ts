import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandLine, processIdentity, processLives } from './process-identity';

describe('processIdentity', () => {
  it('stays the same while a process lives, and is null when it does not', async () => {
    const child = spawn(process.execPath, [
      '-e',
      'setInterval(() => 0, 1000)',
      'a mark of its own',
    ]);
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const identity = processIdentity(pid);
    expect(identity).toEqual(processIdentity(pid));
    expect(processLives(pid, identity ?? '')).toBe(true);
    expect(commandLine(pid)).toContain('a mark of its own');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processIdentity(pid)).toBeNull();
    expect(processLives(pid, identity ?? '')).toBe(false);
  });
});
