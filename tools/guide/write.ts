import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkGuide, GUIDE } from './guide';

/** The repository, seen from where this file runs: compiled, in `dist/tools/guide`. */
const ROOT = join(__dirname, '../../..');

async function main(): Promise<void> {
  const path = join(ROOT, GUIDE);
  const before = readFileSync(path, 'utf8');
  const { text, missing } = await checkGuide(ROOT);
  if (text !== before) writeFileSync(path, text);
  console.log(text === before ? `${GUIDE} is true.` : `${GUIDE} has other answers now.`);
  for (const route of missing) console.error(`${GUIDE} has no example of ${route}.`);
  if (missing.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
