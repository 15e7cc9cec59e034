import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREFIX, removeAbandoned } from './test-directory.mjs';

/** Gives the run a directory; the first test that needs a database starts a server in it. */
export default async function setup() {
  await removeAbandoned();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Run by root, the server works as another user, who must get there.
  chmodSync(directory, 0o711);
  process.env.NANO_OS_TEST_DIR = directory;
  // Tests say which models there are; those of the repository change as they are trained.
  process.env.NANO_OS_SHIPPED_MODELS = 'none';
}
