import { createHmac, hkdfSync } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@nano-os/common';
import { SigningKeys } from './signing-keys';

const SECRET = 'kJ8-only-for-tests-2f6b1c9d0e7a4853';

describe('SigningKeys', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'nano-os-keys-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const load = (secret?: string) =>
    SigningKeys.load({ JWT_SECRET: secret, NANO_OS_DATA_DIR: dataDir });

  it('uses the secret that is given, and writes nothing', async () => {
    const keys = await load(SECRET);
    expect(keys.accessTokens.export().toString()).toBe(SECRET);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('makes a key that only its owner reads, and finds it again', async () => {
    const first = await load();
    const second = await load();
    expect(second.accessTokens.equals(first.accessTokens)).toBe(true);
    const { mode } = await stat(join(dataDir, 'keys', 'jwt.key'));
    expect(mode & 0o777).toBe(0o600);
    // 48 random bytes as base64url
    expect(first.accessTokens.symmetricKeySize).toBe(64);
  });

  it('agrees on one key when many start at once, and leaves nothing else behind', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => load()));
    const distinct = new Set(all.map((keys) => keys.accessTokens.export().toString('hex')));
    expect(distinct.size).toBe(1);
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['jwt.key']);
  });

  it('refuses a file that holds too little', async () => {
    await mkdir(join(dataDir, 'keys'));
    await writeFile(join(dataDir, 'keys', 'jwt.key'), 'short');
    await expect(load()).rejects.toThrow(ConfigurationError);
  });

  it('derives stable keys that differ by purpose and from the secret', async () => {
    const keys = await load(SECRET);
    const expected = hkdfSync('sha256', SECRET, '', 'nano-os:idempotency', 32);
    expect(keys.deriveKey('idempotency')).toEqual(Buffer.from(expected));
    expect(keys.deriveKey('idempotency')).not.toEqual(keys.deriveKey('other'));
    expect(keys.deriveKey('idempotency')).not.toEqual(
      createHmac('sha256', SECRET).update('idempotency').digest(),
    );
  });
});
