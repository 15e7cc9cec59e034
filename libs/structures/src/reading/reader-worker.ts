import { CrystalError } from '@nano-os/crystal';
import { parentPort } from 'node:worker_threads';
import { readDraft } from './read-draft';
import type { ReadReply, ReadRequest } from './reader-messages';

function reply({ source, limits }: ReadRequest): ReadReply {
  try {
    return { draft: readDraft(source, limits) };
  } catch (error) {
    if (error instanceof CrystalError) {
      const { code, message, line, site } = error;
      return { fault: { code, message, line, site } };
    }
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (request: ReadRequest) => {
  parentPort?.postMessage(reply(request));
});
