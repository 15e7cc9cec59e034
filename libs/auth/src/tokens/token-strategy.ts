import type { KeyObject } from 'node:crypto';
import { Strategy } from 'passport-jwt';
import type { TokenClaims } from './token-claims';

type Payload = Record<string, unknown>;
type StrategyRequest = Parameters<Strategy['authenticate']>[0];

/**
 * passport-jwt without the registry of strategies that passport keeps for the whole process: two
 * applications in one process would answer with each other's keys and users there. Its outcome is
 * known when it returns, and a request whose token and user are in memory never leaves the stack.
 */
export class TokenStrategy {
  private readonly strategy: Strategy;

  constructor(key: KeyObject, issuer: string, audience: string) {
    this.strategy = new Strategy(
      {
        jwtFromRequest: ({ token }: { token: string }) => token,
        // The types know strings and buffers only; jsonwebtoken wants a KeyObject and makes one
        // of anything else at every call.
        secretOrKey: key as unknown as Buffer,
        issuer,
        audience,
        algorithms: ['HS256'],
      },
      (payload: Payload, done) => {
        done(null, readClaims(payload) ?? false);
      },
    );
  }

  /** The claims of a token that is signed, in time, and for us; else undefined. */
  claimsOf(token: string): TokenClaims | undefined {
    let claims: TokenClaims | undefined;
    // The protocol of strategies: an attempt inherits from the strategy and is told the outcome.
    const attempt = Object.create(this.strategy) as Strategy;
    attempt.success = (found: TokenClaims) => {
      claims = found;
    };
    attempt.fail = () => {
      claims = undefined;
    };
    attempt.error = (error: unknown) => {
      throw error;
    };
    try {
      attempt.authenticate({ token } as unknown as StrategyRequest);
    } catch {
      // jsonwebtoken expects a payload to be an object, and trips over others that are well signed.
      return undefined;
    }
    return claims;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readClaims({ sub, role, ver, exp }: Payload): TokenClaims | undefined {
  if (typeof sub !== 'string' || !UUID.test(sub)) return undefined;
  if (typeof ver !== 'number' || typeof exp !== 'number') return undefined;
  return role === 'admin' || role === 'user' ? { sub, role, ver, exp } : undefined;
}
