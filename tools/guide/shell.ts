import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Example } from './markdown';

/** Ends the output of an example; no answer holds it. */
const MARK = '\u001e';
const PATIENCE_MS = 280_000;

export interface ShellOptions {
  /** Where the commands are run; what they write stays there. */
  readonly directory: string;
  /** Addresses in the text, and those that are asked instead. */
  readonly addresses: ReadonlyMap<string, string>;
  /** What curl sends as X-Request-Id during an example, by which its requests are known. */
  readonly requestId: (example: Example) => string;
}

/**
 * Runs the examples in one shell, as a reader does in one terminal.
 * @returns what each printed
 * @throws {Error} naming the example that failed
 */
export async function runExamples(
  examples: readonly Example[],
  { directory, addresses, requestId }: ShellOptions,
): Promise<string[]> {
  const script = examples.map((example) =>
    [
      `echo 'header = "x-request-id: ${requestId(example)}"' > "$CURL_HOME/.curlrc"`,
      replaceAll(example.script, addresses),
      `printf '\\036'`,
    ].join('\n'),
  );
  const file = join(directory, 'examples.sh');
  writeFileSync(file, script.join('\n'));
  const shell = spawn('bash', ['-eu', file], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: directory, CURL_HOME: directory, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
  });
  const status = new Promise<string>((resolve, reject) => {
    shell.once('error', reject);
    shell.once('close', (code, signal) => {
      resolve(String(code ?? signal));
    });
  });
  const [stdout, stderr, ended] = await Promise.all([
    text(shell.stdout),
    text(shell.stderr),
    status,
  ]);
  const outputs = stdout.split(MARK);
  if (ended !== '0') {
    const line = examples[outputs.length - 1]?.line;
    throw new Error(
      `The commands at line ${line ?? NaN} ended with ${ended}:\n${stderr}${outputs.at(-1) ?? ''}`,
    );
  }
  const back = new Map([...addresses].map(([printed, asked]) => [asked, printed]));
  return outputs.slice(0, -1).map((output) => replaceAll(output, back));
}

function replaceAll(script: string, replacements: ReadonlyMap<string, string>): string {
  return [...replacements].reduce((all, [from, to]) => all.replaceAll(from, to), script);
}
