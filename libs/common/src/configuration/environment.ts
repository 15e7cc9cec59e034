import { resolve } from 'node:path';
import { bool, cleanEnv, host, makeValidator, str, url, EnvError } from 'envalid';
import { ConfigurationError } from './configuration-error';

/** A whole number in a closed range. */
const integer = (least: number, most: number): ReturnType<typeof makeValidator<number>> =>
  makeValidator<number>((input) => {
    const value = Number(input);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new EnvError(`must be a whole number from ${least} to ${most}, not "${input}"`);
    }
    return value;
  });

/**
 * A signing key: at least 32 bytes of text that are not one phrase over and over.
 * HS256 is only as strong as its key, so a guessable one is refused at start.
 */
const signingKey = makeValidator<string>((input) => {
  if (Buffer.byteLength(input) < 32) {
    throw new EnvError('must have at least 32 bytes; leave it empty to have one generated');
  }
  if (new Set(input).size < 10) {
    throw new EnvError('repeats too few characters; leave it empty to have one generated');
  }
  return input;
});

const directory = makeValidator<string>((input) => resolve(input));

/** Every variable that the system reads; `.env.example` lists the same, and a test compares them. */
export const variables = {
  NODE_ENV: str({
    choices: ['development', 'test', 'production'],
    default: 'production',
    desc: 'What the process runs as.',
  }),
  HOST: host({ default: '127.0.0.1', desc: 'Address to listen on; 0.0.0.0 for all.' }),
  PORT: integer(0, 65_535)({ default: 8000, desc: 'Port to listen on; 0 picks a free one.' }),
  TRUST_PROXY: bool({
    default: false,
    desc: 'Believe X-Forwarded-For, when a proxy of yours sets it.',
  }),
  CORS_ORIGINS: str({
    default: '',
    desc: 'Origins of browser front ends, comma separated; * for any.',
  }),
  LOG_LEVEL: str({
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    desc: 'The least severe line that is written.',
  }),
  SHUTDOWN_TIMEOUT_S: integer(
    1,
    3600,
  )({
    default: 30,
    desc: 'Seconds that requests in flight are given at a stop.',
  }),
  NANO_OS_DATA_DIR: directory({
    default: resolve('data'),
    desc: 'Where everything that is written lives.',
    example: './data',
  }),
  NANO_OS_MODELS_DIR: directory({
    default: undefined,
    desc: 'Installed models; "models" in the data directory when empty.',
  }),
  NANO_OS_SHIPPED_MODELS: str({
    default: undefined,
    desc: 'Models that come with the program; its own folder "weights" when empty, "none" for none.',
  }),
  NANO_OS_MODELS_MIRROR: url({
    default: undefined,
    desc: 'A file server that "models pull" fetches from; the public addresses when empty.',
    example: 'https://files.example.org/weights',
  }),
  DATABASE_URL: url({
    default: undefined,
    desc: 'A PostgreSQL server of your own; the embedded one when empty.',
    example: 'postgres://user:password@host:5432/nano_os',
  }),
  DATABASE_POOL_SIZE: integer(
    2,
    500,
  )({
    default: 10,
    desc: 'Connections to PostgreSQL that one process may hold.',
  }),
  REDIS_URL: url({
    default: undefined,
    desc: 'A Redis server that keeps the queue of jobs; PostgreSQL keeps it when empty.',
    example: 'redis://host:6379',
  }),
  JOB_CONCURRENCY: integer(
    0,
    1000,
  )({
    default: 1,
    desc: 'Calculations at once in this process, with a fine-tune beside them; 0 leaves both to others.',
  }),
  FINE_TUNE_PAIRS: integer(
    10,
    10_000,
  )({
    default: 2000,
    desc: 'Most crystals that a model may be tuned on.',
  }),
  FINE_TUNE_SITES: integer(
    20,
    10_000_000,
  )({
    default: 50_000,
    desc: 'Most atoms in all crystals that a model may be tuned on: they are kept in memory.',
  }),
  FINE_TUNE_MINUTES: integer(
    1,
    10_080,
  )({
    default: 240,
    desc: 'Minutes that a fine-tune may take; then the best way of those tried is taken.',
  }),
  FINE_TUNES_PER_USER: integer(
    1,
    1_000_000,
  )({
    default: 20,
    desc: 'Tuned models that one user may have, with those that are being tuned.',
  }),
  JOBS_PER_USER: integer(
    1,
    1_000_000,
  )({
    default: 1000,
    desc: 'Calculations of one user that may wait or run at a time.',
  }),
  NANO_OS_POTENTIAL: str({
    default: 'M3GNet-MP-2021.2.8-PES',
    desc: 'The installed potential that gives forces and stresses.',
  }),
  JWT_SECRET: signingKey({
    default: undefined,
    desc: 'Key that signs access tokens; generated into the data directory when empty.',
  }),
  ACCESS_TOKEN_TTL_S: integer(
    10,
    86_400,
  )({
    default: 900,
    desc: 'Seconds that an access token is good for.',
  }),
  REFRESH_TOKEN_TTL_S: integer(
    60,
    31_536_000,
  )({
    default: 2_592_000,
    desc: 'Seconds that a refresh token is good for; each use replaces it.',
  }),
  REGISTRATION_OPEN: bool({ default: true, desc: 'Whether anyone may register.' }),
  NANO_OS_ADMIN_EMAIL: str({
    default: 'admin@localhost.localdomain',
    desc: 'The administrator made at the first start.',
  }),
  NANO_OS_ADMIN_PASSWORD: str({
    default: undefined,
    desc: 'Its password; generated and printed once when empty.',
  }),
  SIGN_IN_LIMIT: integer(
    1,
    1_000_000,
  )({
    default: 10,
    desc: 'Failed or successful sign-ins a minute, for an address and an account.',
  }),
  RATE_LIMIT: integer(
    1,
    1_000_000_000,
  )({
    default: 120_000,
    desc: 'Requests a minute from one caller, on every other route.',
  }),
  MAX_BODY_BYTES: integer(
    1024,
    1_073_741_824,
  )({
    default: 9_437_184,
    desc: 'Largest body of an upload; others may have 1 MiB at most.',
  }),
  MAX_STRUCTURE_BYTES: integer(
    1024,
    1_073_741_824,
  )({
    default: 8_388_608,
    desc: 'Largest structure file.',
  }),
  MAX_STRUCTURE_SITES: integer(
    1,
    10_000_000,
  )({
    default: 10_000,
    desc: 'Most atoms in one structure.',
  }),
  NANO_OS_PREFER: str({
    choices: ['published', 'shipped'],
    default: 'published',
    desc: 'Whose weights answer where both have a property: their authors’, or those that came along.',
  }),
  INFERENCE_THREADS: integer(
    0,
    1024,
  )({
    default: 0,
    desc: 'Threads that run networks; one a core for 0.',
  }),
  INFERENCE_TIMEOUT_S: integer(
    1,
    3600,
  )({
    default: 60,
    desc: 'Seconds that a network may take before its thread is replaced.',
  }),
  MAX_WAITING_PREDICTIONS: integer(
    1,
    10_000_000,
  )({
    default: 5000,
    desc: 'Structures that may wait for a network; who comes later is told to try again.',
  }),
  MAX_PREDICTION_ATOMS: integer(
    1,
    10_000_000,
  )({
    default: 5000,
    desc: 'Most atoms that a network is asked about at once.',
  }),
  MAX_PREDICTION_NEIGHBOURS: integer(
    1,
    1_000_000_000,
  )({
    default: 500_000,
    desc: 'Most pairs of atoms within 6 Å, by the mean density: against cells that are far too small.',
  }),
  PREDICTION_CACHE_ENTRIES: integer(
    0,
    100_000_000,
  )({
    default: 20_000,
    desc: 'Predictions that are kept in memory before the table.',
  }),
  IDEMPOTENCY_TTL_S: integer(
    60,
    31_536_000,
  )({
    default: 86_400,
    desc: 'Seconds that an Idempotency-Key is remembered.',
  }),
  METRICS_TOKEN: str({
    default: undefined,
    desc: 'Bearer token that /metrics asks for; open when empty.',
  }),
  OPENAPI_UI: bool({ default: true, desc: 'Whether /docs is served.' }),
};

/** The configuration, typed; every field is present and within its range. */
export type Environment = ReturnType<typeof readEnvironment>;

function readEnvironment(env: NodeJS.ProcessEnv) {
  // An empty value in an .env file means "not set", as its comments promise.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const values = cleanEnv(given, variables, {
    reporter: ({ errors }) => {
      const faults = Object.entries(errors).map(
        ([name, error]) => `${name}: ${error instanceof Error ? error.message : String(error)}`,
      );
      if (faults.length > 0) throw new ConfigurationError(faults);
    },
  });
  return { ...values };
}

/**
 * Reads and validates the environment.
 * @throws {ConfigurationError} that names every variable at fault, with what it should be.
 */
export function loadEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const environment = readEnvironment(env);
  environment.NANO_OS_MODELS_DIR ??= resolve(environment.NANO_OS_DATA_DIR, 'models');
  return environment;
}
