import { createProgram } from '../src/program';

/** What a command printed on either stream, and the exit code that it set. */
export interface Printed {
  readonly text: string;
  readonly errors: string;
  readonly code: number;
}

/** Runs a command as typed. @throws what it fails with */
export async function runCommand(...words: string[]): Promise<Printed> {
  const lines: string[] = [];
  const errors: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((piece) => {
    errors.push(String(piece));
    return true;
  });
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(words, { from: 'user' });
    return { text: lines.join('\n'), errors: errors.join(''), code: process.exitCode };
  } finally {
    process.exitCode = 0;
    log.mockRestore();
    write.mockRestore();
  }
}
