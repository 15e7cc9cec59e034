import { Passwords } from './passwords';

describe('Passwords', () => {
  const passwords = new Passwords();

  it('hashes with argon2id and the parameters that OWASP asks for, with a salt', async () => {
    const [first, second] = await Promise.all([
      passwords.hash('a long phrase of mine'),
      passwords.hash('a long phrase of mine'),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it('tells the right password from others', async () => {
    const hash = await passwords.hash('a long phrase of mine');
    expect(await passwords.verify(hash, 'a long phrase of mine')).toBe(true);
    expect(await passwords.verify(hash, 'A long phrase of mine')).toBe(false);
  });

  it('answers no where there is no hash', async () => {
    expect(await passwords.verify(undefined, 'a long phrase of mine')).toBe(false);
  });
});
