import { resolve } from 'node:path';

/** Published weights, data and crystals, where they are. */
export const SHARED = resolve(
  process.env.NANO_OS_SHARED ?? resolve(__dirname, '../../../../shared'),
);
