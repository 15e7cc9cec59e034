import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from './configuration-error';
import { loadEnvironment, variables } from './environment';

const EXAMPLE = readFileSync(join(__dirname, '../../../../.env.example'), 'utf8');

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  it('needs nothing', () => {
    const environment = loadEnvironment({});
    expect(environment).toMatchObject({ PORT: 8000, NANO_OS_DATA_DIR: resolve('data') });
    expect(environment.NANO_OS_MODELS_DIR).toBe(resolve('data/models'));
    expect(environment.DATABASE_URL).toBeUndefined();
  });

  it('takes an empty value for one that is not set', () => {
    expect(loadEnvironment({ PORT: '', JWT_SECRET: '' })).toMatchObject({ PORT: 8000 });
  });

  it('keeps models below the data directory', () => {
    const { NANO_OS_MODELS_DIR } = loadEnvironment({ NANO_OS_DATA_DIR: '/srv/one' });
    expect(NANO_OS_MODELS_DIR).toBe('/srv/one/models');
  });

  it('names every variable at fault', () => {
    const faults = faultsOf({
      PORT: 'eighty',
      DATABASE_POOL_SIZE: '0',
      REGISTRATION_OPEN: 'maybe',
    });
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      'DATABASE_POOL_SIZE',
      'PORT',
      'REGISTRATION_OPEN',
    ]);
  });

  it.each(['secret', 'a'.repeat(64), 'abcabcabcabcabcabcabcabcabcabcabcabc'])(
    'refuses the weak signing key %s',
    (key) => {
      expect(faultsOf({ JWT_SECRET: key })).toHaveLength(1);
    },
  );

  it('is listed whole in .env.example, with the defaults', () => {
    const listed = Object.fromEntries(
      EXAMPLE.split('\n')
        .filter((line) => /^[A-Z_0-9]+=/.test(line))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(Object.keys(listed).sort()).toEqual(Object.keys(variables).sort());
    expect(loadEnvironment(listed)).toEqual(loadEnvironment({}));
  });
});
