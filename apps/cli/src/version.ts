import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of the package that this program lies in. */
export function programVersion(): string {
  // From the source; compiled, one folder deeper, where that of `dist` comes first and states none.
  for (const root of ['../../..', '../../../..']) {
    const text = readFileSync(join(__dirname, root, 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version?: string };
    if (version !== undefined) return version;
  }
  throw new Error('The package states no version.');
}
