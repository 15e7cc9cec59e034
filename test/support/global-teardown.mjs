import { removeTestDirectory } from './test-directory.mjs';

export default async function teardown() {
  const directory = process.env.NANO_OS_TEST_DIR;
  if (directory) await removeTestDirectory(directory);
}
