import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = resolve(__dirname, '../../..');

/** A TypeScript program of this folder in a process of its own. */
export class Program {
  private readonly process: ChildProcess;
  private readonly printed: Buffer[] = [];
  private readonly end: Promise<unknown[]>;

  constructor(name: string, ...words: string[]) {
    const loader = join(ROOT, 'test/support/typescript.cjs');
    this.process = spawn(process.execPath, ['-r', loader, join(__dirname, name), ...words], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.process.stdout?.on('data', (chunk: Buffer) => this.printed.push(chunk));
    this.end = once(this.process, 'close');
  }

  /** What it printed, once it has ended as it should. */
  async output(): Promise<string> {
    const [code] = await this.end;
    if (code !== 0) throw new Error(`The program ended with ${String(code)}.`);
    return Buffer.concat(this.printed).toString();
  }

  /** Looks again and again until it is so. @throws when the program ends before */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const { exitCode, signalCode } = this.process;
      if (exitCode !== null || signalCode !== null) throw new Error('The program ended too early.');
      await delay(10);
    }
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.end;
  }
}
