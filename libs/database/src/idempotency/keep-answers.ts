import type { AuthenticatedRequest } from '@nano-os/common';
import type { FastifyInstance } from 'fastify';
import type { IdempotencyClaim, IdempotencyStore } from './idempotency.store';
import type { Seal } from './seal';

/** A key that a request holds: what it answers is the answer to every repetition. */
interface HeldKey {
  claim: IdempotencyClaim;
  holder: string;
}

/** A request after the idempotency guard; `heldKey` is absent where no key is in play. */
export interface KeyedRequest extends AuthenticatedRequest {
  heldKey?: HeldKey;
}

/**
 * Keeps the answer of each request that holds a key, before its caller has it, and frees the key of
 * one that failed. It hangs on the server's hook and not on a Nest interceptor: that would cost
 * every request of every route an AsyncResource and an observable, a third of a cached prediction.
 * @param warn hears of answers that could not be kept; they are sent all the same
 */
export function keepAnswers(
  server: FastifyInstance,
  store: IdempotencyStore,
  seal: Seal,
  warn: (message: string) => void,
): void {
  const keep = async (held: HeldKey, status: number, payload: unknown): Promise<void> => {
    const { holder, claim } = held;
    if (status < 400 && typeof payload === 'string') {
      await store.complete(holder, claim, status, seal.close(payload));
    } else {
      await store.abandon(holder, claim);
    }
  };
  server.addHook('onSend', (request: KeyedRequest, reply, payload, done) => {
    const held = request.heldKey;
    if (held === undefined) {
      done();
      return;
    }
    request.heldKey = undefined;
    keep(held, reply.statusCode, payload)
      // What was made was made: an error here would only have the caller make it again.
      .catch((error: unknown) => {
        warn(`The answer to an idempotency key was not kept: ${String(error)}`);
      })
      .finally(done);
  });
}
