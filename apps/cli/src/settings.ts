import { loadEnvironment, type Environment } from '@nano-os/common';
import { existsSync } from 'node:fs';

/** The configuration, from the environment and an `.env` file beside it. */
export function readSettings(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadEnvironment();
}
