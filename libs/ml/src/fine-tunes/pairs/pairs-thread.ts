import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import { FineTuningRefused, type TrainingPair } from '@nano-os/models';
import { QueuedThread } from '@nano-os/tensor';
import type { PairsReply, PairsRequest } from './messages';

/** No honest crystals take this long. */
const TIMEOUT_MS = 120_000;
const MOST_WAITING = 16;
/** So that one user's crystals do not keep everyone else's out. */
const MOST_OF_A_USER = 4;
const MAX_HEAP_MB = 1024;

/** Reads and checks what models are to be tuned on, one after another, in a thread of its own. */
@Injectable()
export class PairsThread implements OnApplicationShutdown {
  private readonly thread = new QueuedThread<PairsRequest, PairsReply, readonly TrainingPair[]>({
    script: require.resolve('./pairs-worker'),
    maxHeapMb: MAX_HEAP_MB,
    isBackground: true,
    answerOf: pairsOf,
    tooSlow: () => tooMuch('time'),
    tooMuchMemory: () => tooMuch('memory'),
    stopping: () => notReady('The server is stopping.'),
  });

  /**
   * @returns pairs that the base can be tuned on
   * @throws {FineTuningRefused}
   * @throws {ProblemException} not-ready when too many wait, too-many-requests when too many of the user do;
   *   unprocessable for what takes too long or too much memory
   */
  check(userId: string, request: PairsRequest): Promise<readonly TrainingPair[]> {
    if (this.thread.countWaiting() >= MOST_WAITING) {
      throw notReady('Crystals of too many fine-tunes wait to be read; try again shortly.');
    }
    if (this.thread.countWaiting(userId) >= MOST_OF_A_USER) {
      throw tooMany(`Crystals of ${MOST_OF_A_USER} of your fine-tunes wait to be read already.`);
    }
    return this.thread.ask(request, TIMEOUT_MS, userId);
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.stop();
  }
}

function pairsOf(reply: PairsReply): readonly TrainingPair[] {
  if (reply.kind === 'pairs') return reply.pairs;
  if (reply.kind === 'failed') throw new Error(reply.stack);
  throw new FineTuningRefused(reply.code, reply.message, reply.labels);
}

const notReady = (detail: string): ProblemException =>
  new ProblemException('not-ready', detail, {}, { headers: { 'retry-after': '5' } });

const tooMany = (detail: string): ProblemException =>
  new ProblemException('too-many-requests', detail, {}, { headers: { 'retry-after': '5' } });

const tooMuch = (what: 'time' | 'memory'): ProblemException =>
  new ProblemException(
    'unprocessable',
    `The crystals take too much ${what} to be read and checked; send fewer or smaller ones.`,
  );
