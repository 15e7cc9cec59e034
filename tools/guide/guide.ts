import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerBody } from './answers';
import { examplesOf, fencesOf, withBodies, type Example, type Fence } from './markdown';
import { routesNotAsked } from './routes';
import { startServer } from './server';
import { runExamples } from './shell';
import { Steadier, UUID, uuidOf } from './steady';
import { withTables } from './tables';

export const GUIDE = 'ML_PREDICTION_GUIDE.md';

/** Where the guide says that the server listens. */
const PRINTED_URL = 'http://127.0.0.1:8000';

/** What the guide should say, and what it lacks. */
export interface Checked {
  readonly text: string;
  /** Routes without an example that has an answer. */
  readonly missing: readonly string[];
}

/** Runs the guide's examples against a server of their own, in the order of the text. */
export async function checkGuide(root: string): Promise<Checked> {
  const guide = withTables(readFileSync(join(root, GUIDE), 'utf8'), root);
  const examples = examplesOf(guide);
  const directory = mkdtempSync(join(tmpdir(), 'nano-os-guide-'));
  const requestId = ({ line }: Example): string => uuidOf(`request ${line}`);
  // The commands are for who stands in a clone.
  symlinkSync(join(root, 'weights'), join(directory, 'weights'));
  try {
    const server = await startServer(root, directory, settingsOf(guide));
    const outputs = await runExamples(examples, {
      directory,
      addresses: new Map([[PRINTED_URL, server.url]]),
      requestId,
    }).finally(() => server.close());
    const steadier = new Steadier(examples.flatMap(({ script }) => script.match(UUID) ?? []));
    const bodies = new Map<Fence, string>();
    const answered = new Set<string>();
    examples.forEach((example, i) => {
      if (!example.answer) return;
      answered.add(requestId(example));
      bodies.set(example.answer, bodyOf(example, example.answer, outputs[i] ?? '', steadier));
    });
    const asked = server.asked.filter((request) => answered.has(request.requestId));
    return { text: withBodies(guide, bodies), missing: routesNotAsked(root, asked) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function bodyOf({ line }: Example, answer: Fence, output: string, steadier: Steadier): string {
  try {
    return answerBody(answer, output, steadier);
  } catch (cause) {
    throw new Error(`The commands at line ${line} print no answer: ${output}`, { cause });
  }
}

/** The variables that the guide starts the server with, in its first block that starts one. */
function settingsOf(guide: string): NodeJS.ProcessEnv {
  const start = fencesOf(guide).find(({ body }) => body.trimEnd().endsWith('npm start'));
  if (!start) throw new Error('The guide does not start the server');
  return Object.fromEntries(
    [...start.body.matchAll(/(NANO_OS_\w+)=(?:'([^']*)'|(\S+))/g)].map(
      ([, name = '', quoted, plain]) => [name, quoted ?? plain],
    ),
  );
}
