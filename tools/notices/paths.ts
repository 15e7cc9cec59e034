import { join } from 'node:path';

/** The repository, seen from where this file runs: compiled, in `dist/tools/notices`. */
export const ROOT = join(__dirname, '../../..');
export const NOTICES_PATH = join(ROOT, 'THIRD-PARTY-NOTICES.md');
