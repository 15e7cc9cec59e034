import { differs } from '../dev/differs';
import { CLIENT_PATH, DOCUMENT_PATH, generateClient, generateDocument } from './generate';

async function main(): Promise<void> {
  const document = await generateDocument();
  const faults = [
    differs(DOCUMENT_PATH, document, 'npm run openapi'),
    differs(CLIENT_PATH, await generateClient(document), 'npm run openapi'),
  ];
  if (faults.includes(true)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
