import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException } from '@nano-os/common';
import { KeyStates } from '../callers/key-states';
import { ApiKeysRepository, type ApiKeyRow } from './api-keys.repository';
import { issueKey } from './key-format';

const MAX_KEYS_OF_A_USER = 100;
const DAY_MS = 86_400_000;

/** Keys for programs: made, listed and revoked by their owner. */
@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(ApiKeysRepository) private readonly keys: ApiKeysRepository,
    @Inject(KeyStates) private readonly states: KeyStates,
  ) {}

  /** The row and the key itself, which is known now and never again. */
  async create(
    userId: string,
    name: string,
    lifetimeDays: number | undefined,
  ): Promise<{ row: ApiKeyRow; key: string }> {
    const { key, prefix, hash } = issueKey();
    const expiresAt =
      lifetimeDays === undefined ? null : new Date(Date.now() + lifetimeDays * DAY_MS);
    const row = await this.keys.create({
      userId,
      name,
      prefix,
      keyHash: hash,
      expiresAt,
      most: MAX_KEYS_OF_A_USER,
    });
    if (!row) {
      throw new ProblemException(
        'conflict',
        `You have ${MAX_KEYS_OF_A_USER} keys, the most there may be; revoke one first.`,
      );
    }
    return { row, key };
  }

  list(
    userId: string,
    limit: number,
    offset: number,
  ): Promise<{ rows: ApiKeyRow[]; total: number }> {
    return this.keys.list(userId, limit, offset);
  }

  /** @throws {ProblemException} not-found, for another's key too */
  async revoke(userId: string, id: string): Promise<void> {
    const revoked = await this.keys.revoke(userId, id);
    this.states.forget(id);
    if (!revoked) throw notFound('API key', id);
  }
}
