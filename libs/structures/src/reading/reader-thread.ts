import { CrystalError } from '@nano-os/crystal';
import { QueuedThread } from '@nano-os/tensor';
import type { ReadDraft } from './read-draft';
import type { ReadReply, ReadRequest } from './reader-messages';

/** No honest file takes this long, and those that wait should not wait longer. */
const TIMEOUT_MS = 20_000;
const MOST_WAITING = 64;
const MAX_HEAP_MB = 1024;

/** Reads files one after another in a thread of its own. */
export class ReaderThread {
  private readonly thread = new QueuedThread<ReadRequest, ReadReply, ReadDraft>({
    script: require.resolve('./reader-worker'),
    maxHeapMb: MAX_HEAP_MB,
    answerOf: draftOf,
    tooSlow: (timeoutMs) => {
      const message = `The file takes longer than ${timeoutMs / 1000} s to read; send a smaller one.`;
      return new CrystalError('too-slow', message);
    },
    tooMuchMemory: () => {
      const message = 'The file takes too much memory to read; send a smaller one.';
      return new CrystalError('too-much-memory', message);
    },
    stopping: () => new CrystalError('reader-busy', 'The server is stopping.'),
  });

  /**
   * @param timeoutMs how long the file may take
   * @throws {CrystalError} as `readDraft`; reader-busy, too-slow, too-much-memory
   */
  read(request: ReadRequest, timeoutMs = TIMEOUT_MS): Promise<ReadDraft> {
    if (this.thread.countWaiting() >= MOST_WAITING) {
      throw new CrystalError('reader-busy', 'Too many large files wait to be read.');
    }
    return this.thread.ask(request, timeoutMs);
  }

  /** Ends the thread; what waits is refused. */
  stop(): Promise<void> {
    return this.thread.stop();
  }
}

function draftOf(reply: ReadReply): ReadDraft {
  if ('draft' in reply) return reply.draft;
  if ('failure' in reply) throw new Error(reply.failure);
  const { code, message, line, site } = reply.fault;
  throw new CrystalError(code, message, { line, site });
}
