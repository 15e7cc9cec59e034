import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

function packagesOf(path) {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).packages ?? {}) : {};
}

/** Whether development packages lie there already: an installation for the server keeps them. */
function hasDevelopment(root) {
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  return Object.values(present).some((entry) => entry.dev);
}

/** Whether every locked package that is needed lies in node_modules at its locked version. */
function isComplete(root, development) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).every(([path, entry]) => {
    // Optional packages are those of other platforms: npm leaves them out by itself.
    if (path === '' || entry.optional || entry.devOptional) return true;
    if (entry.dev && !development) return true;
    return present[path]?.version === entry.version;
  });
}

/**
 * Installs the locked packages when some are missing: for development all, else those that run
 * the server. Scripts of packages are not run (see .npmrc).
 */
export async function ensureInstalled(root, { development }) {
  if (isComplete(root, development)) return;
  await withLock(join(root, '.cache/install.lock'), () => {
    if (isComplete(root, development)) return;
    console.error('Installing packages, once ...');
    const scope = development || hasDevelopment(root) ? '--include=dev' : '--omit=dev';
    const { status, error } = spawnSync('npm', ['ci', scope, '--no-progress', '--loglevel=error'], {
      cwd: root,
      // What is printed here must not mix with what a command prints for other programs.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (error) throw new Error(`npm could not be started: ${error.message}`);
    if (status !== 0) throw new Error('npm ci failed; its message above says why.');
  });
}
