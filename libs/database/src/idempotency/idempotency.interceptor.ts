import {
  HttpStatus,
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { IDEMPOTENT_KEY, ProblemException, type AuthenticatedRequest } from '@nano-os/common';
import type { FastifyReply } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { IdempotencyStore, type ClaimOutcome, type IdempotencyClaim } from './idempotency.store';
import { Seal } from './seal';

const HEADER = 'idempotency-key';
/** Printable ASCII, so that a key is the same in every log, header and table. */
const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;
const POLL_MS = 25;
/** How long a repeated request waits for the first one before it is told to come again. */
const WAIT_MS = 30_000;

/** Gives a repeated request the answer of the first one, on routes marked `@Idempotent()`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    @Inject(IdempotencyStore) private readonly store: IdempotencyStore,
    @Inject(Seal) private readonly seal: Seal,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const key = request.headers[HEADER];
    if (key === undefined) return next.handle();
    if (this.reflector.get<true | undefined>(IDEMPOTENT_KEY, context.getHandler()) !== true) {
      return next.handle();
    }
    if (typeof key !== 'string' || !KEY_PATTERN.test(key)) {
      const message = 'Idempotency-Key must be 1 to 255 printable characters without spaces';
      throw new ProblemException('invalid-request', message, {
        errors: [{ field: 'Idempotency-Key', message }],
      });
    }
    return from(this.once(request, context.switchToHttp().getResponse<FastifyReply>(), key, next));
  }

  private async once(
    request: AuthenticatedRequest,
    reply: FastifyReply,
    key: string,
    next: CallHandler,
  ): Promise<unknown> {
    const claim: IdempotencyClaim = {
      owner: request.user?.id ?? 'anonymous',
      route: `${request.method} ${request.routeOptions.url ?? request.url}`,
      key,
      fingerprint: this.seal.fingerprint([request.url, ...bodyParts(request.body)]),
    };
    const outcome = await this.settled(claim);
    if (outcome.kind === 'done') {
      void reply.status(outcome.status).header('idempotency-replayed', 'true');
      return JSON.parse(this.seal.open(outcome.answer)) as unknown;
    }
    let answer: unknown;
    try {
      answer = await lastValueFrom(next.handle());
    } catch (error) {
      await this.store.abandon(outcome.holder, claim);
      throw error;
    }
    const sealed = this.seal.close(JSON.stringify(answer));
    await this.store.complete(outcome.holder, claim, reply.statusCode || HttpStatus.OK, sealed);
    return answer;
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

/** The body as bytes in a fixed order: uploaded files as they are, everything else as JSON. */
function bodyParts(body: unknown): (string | Buffer)[] {
  if (typeof body !== 'object' || body === null) return [json(body)];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => [
    name,
    Buffer.isBuffer(value) ? value : json(value),
  ]);
}

function json(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
