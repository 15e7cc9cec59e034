import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { IDEMPOTENT_KEY, invalidField, ProblemException } from '@nano-os/common';
import type { FastifyReply } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { fingerprintParts } from './fingerprint-parts';
import { IdempotencyStore, type ClaimOutcome, type IdempotencyClaim } from './idempotency.store';
import type { KeyedRequest } from './keep-answers';
import { Seal } from './seal';

const HEADER = 'idempotency-key';
/** Printable ASCII, so that a key is the same in every log, header and table. */
const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;
const POLL_MS = 25;
/** How long a repeated request waits for the first one before it is told to come again. */
const WAIT_MS = 30_000;

/**
 * Lets the first request with an Idempotency-Key through to a route marked `@Idempotent()`, and
 * gives repeated ones its answer. A guard, because it decides whether the handler runs; it comes
 * after those that find out who calls and what he may do. `keepAnswers` does the other half.
 */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(IdempotencyStore) private readonly store: IdempotencyStore,
    @Inject(Seal) private readonly seal: Seal,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<KeyedRequest>();
    const key = request.headers[HEADER];
    if (key === undefined) return true;
    if (this.reflector.get<true | undefined>(IDEMPOTENT_KEY, context.getHandler()) !== true) {
      return true;
    }
    if (typeof key !== 'string' || !KEY_PATTERN.test(key)) {
      throw invalidField(
        'Idempotency-Key',
        'Idempotency-Key must be 1 to 255 printable characters without spaces',
      );
    }
    return this.enter(request, http.getResponse<FastifyReply>(), key);
  }

  /** @returns false when the first answer was sent again: there is nothing left to do */
  private async enter(request: KeyedRequest, reply: FastifyReply, key: string): Promise<boolean> {
    const claim: IdempotencyClaim = {
      owner: request.user?.id ?? 'anonymous',
      route: `${request.method} ${request.routeOptions.url ?? request.url}`,
      key,
      fingerprint: this.seal.fingerprint(fingerprintParts(request)),
    };
    const outcome = await this.settled(claim);
    if (outcome.kind === 'granted') {
      request.heldKey = { claim, holder: outcome.holder };
      return true;
    }
    await reply
      .status(outcome.status)
      .headers({ 'idempotency-replayed': 'true', 'cache-control': 'no-store' })
      .type('application/json; charset=utf-8')
      .send(this.seal.open(outcome.answer));
    return false;
  }

  /** Waits for a first request that is still at work, in this process or another. */
  private async settled(
    claim: IdempotencyClaim,
  ): Promise<Exclude<ClaimOutcome, { kind: 'running' }>> {
    const end = Date.now() + WAIT_MS;
    for (;;) {
      const outcome = await this.store.claim(claim);
      if (outcome.kind !== 'granted' && outcome.fingerprint !== claim.fingerprint) {
        throw new ProblemException(
          'idempotency-conflict',
          'This Idempotency-Key was used with another request body; choose a new key.',
        );
      }
      if (outcome.kind !== 'running') return outcome;
      if (Date.now() > end) {
        throw new ProblemException(
          'idempotency-conflict',
          'The first request with this Idempotency-Key is still at work; ask again later.',
          {},
          { headers: { 'retry-after': '5' } },
        );
      }
      await delay(POLL_MS);
    }
  }
}
