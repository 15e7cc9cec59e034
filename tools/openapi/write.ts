import { writeFileSync } from 'node:fs';
import { CLIENT_PATH, DOCUMENT_PATH, generateClient, generateDocument } from './generate';

async function main(): Promise<void> {
  const document = await generateDocument();
  writeFileSync(DOCUMENT_PATH, document);
  writeFileSync(CLIENT_PATH, await generateClient(document));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
