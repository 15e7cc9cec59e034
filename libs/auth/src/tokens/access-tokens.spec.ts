import { createHmac } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { loadEnvironment } from '@nano-os/common';
import * as fc from 'fast-check';
import { SigningKeys } from '../keys/signing-keys';
import { AccessTokens } from './access-tokens';

const SECRET = 'kJ8-only-for-tests-2f6b1c9d0e7a4853';
const ID = '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11';
const environment = loadEnvironment({ ACCESS_TOKEN_TTL_S: '900' });

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token by RFC 7515 and 7519, made without the library under test. */
function forge(payload: unknown, { alg = 'HS256', secret = SECRET } = {}): string {
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(payload)}`;
  const digest = alg === 'HS512' ? 'sha512' : 'sha256';
  const signature =
    alg === 'none' ? '' : createHmac(digest, secret).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}

describe('AccessTokens', () => {
  const keys = new SigningKeys(Buffer.from(SECRET));
  let tokens: AccessTokens;
  const now = Math.floor(Date.now() / 1000);
  const good = {
    sub: ID,
    role: 'user',
    ver: 3,
    iss: 'nano-os',
    aud: 'nano-os-api',
    iat: now,
    exp: now + 60,
  };

  beforeEach(() => {
    tokens = new AccessTokens(environment, keys, new JwtService({}));
  });
  afterEach(() => jest.useRealTimers());

  it('verifies what it signed', () => {
    const token = tokens.sign({ sub: ID, role: 'admin', ver: 7 });
    expect(tokens.verify(token)).toMatchObject({ sub: ID, role: 'admin', ver: 7 });
    const [header, payload] = token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(header ?? '')).toEqual({ alg: 'HS256', typ: 'JWT' });
    const claims = JSON.parse(payload ?? '') as Record<string, number>;
    expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
  });

  it('verifies a token that was made by the standards alone', () => {
    expect(tokens.verify(forge(good))).toEqual({ sub: ID, role: 'user', ver: 3, exp: now + 60 });
  });

  it.each([
    ['without a signature', forge(good, { alg: 'none' })],
    ['of another algorithm', forge(good, { alg: 'HS512' })],
    ['of another key', forge(good, { secret: `${SECRET}x` })],
    ['of another issuer', forge({ ...good, iss: 'elsewhere' })],
    ['for another audience', forge({ ...good, aud: 'elsewhere' })],
    ['that has expired', forge({ ...good, exp: now - 1 })],
    ['that never expires', forge({ ...good, exp: undefined })],
    ['without a subject', forge({ ...good, sub: undefined })],
    ['of a subject that is no id', forge({ ...good, sub: 'ada' })],
    ['of an unknown role', forge({ ...good, role: 'root' })],
    ['without a version', forge({ ...good, ver: '3' })],
    ['that is null', forge(null)],
    ['that is a text', forge('x')],
  ])('refuses a token %s', (_case, token) => {
    expect(tokens.verify(token)).toBeUndefined();
    expect(tokens.verify(token)).toBeUndefined();
  });

  it('refuses a token that was good before, once it has expired', () => {
    const token = forge(good);
    expect(tokens.verify(token)).toBeDefined();
    jest.useFakeTimers({ now: (now + 61) * 1000 });
    expect(tokens.verify(token)).toBeUndefined();
  });

  it('refuses every other text, and a token with any character changed, without an error', () => {
    const token = forge(good);
    // The last character of a base64url signature has bits that no byte holds.
    const place = fc.integer({ min: 0, max: token.length - 2 });
    fc.assert(
      fc.property(
        place,
        fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.'),
        (at, character) => {
          fc.pre(token[at] !== character);
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          expect(tokens.verify(changed)).toBeUndefined();
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tokens.verify(text)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.json(), fc.json(), (header, payload) => {
        const parts = [header, payload].map((part) => Buffer.from(part).toString('base64url'));
        expect(tokens.verify(`${parts.join('.')}.c2ln`)).toBeUndefined();
      }),
    );
  });
});
