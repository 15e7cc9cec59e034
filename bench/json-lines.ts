import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that answers one line of JSON to each line. */
export interface JsonLines {
  /** @throws when the program has ended */
  ask<T>(request: object): Promise<T>;
  /** Resolves when the program has ended. */
  end(): Promise<void>;
}

/** Starts a program; what it says on its error output goes to ours. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): JsonLines {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'close').then(() => undefined);
  return {
    ask: async <T>(request: object) => {
      const answer = once(lines, 'line') as Promise<[string]>;
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const found = await Promise.race([answer, ended]);
      if (!found) throw new Error(`${command} ${args.join(' ')} ended without an answer`);
      return JSON.parse(found[0]) as T;
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
