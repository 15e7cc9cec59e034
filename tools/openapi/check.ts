import { existsSync, readFileSync } from 'node:fs';
import { CLIENT_PATH, DOCUMENT_PATH, generateClient, generateDocument } from './generate';

function differs(path: string, expected: string): boolean {
  const actual = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (actual === expected) return false;
  const lines = actual.split('\n');
  const at = expected.split('\n').findIndex((line, index) => line !== lines[index]);
  console.error(`${path} differs from the code at line ${at + 1}: run \`npm run openapi\`.`);
  return true;
}

async function main(): Promise<void> {
  const document = await generateDocument();
  const faults = [
    differs(DOCUMENT_PATH, document),
    differs(CLIENT_PATH, await generateClient(document)),
  ];
  if (faults.includes(true)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
