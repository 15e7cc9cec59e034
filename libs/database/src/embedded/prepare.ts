import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { errorMessage } from '../errors';
import { runsAsRoot, serverAccount, type Account } from './account';
import { copyBinaries, installedBinaries, isLinked, type Binaries } from './binaries';
import { launch, mayPass, privilegedLauncher, type Launcher } from './launcher';
import type { Layout } from './layout';

/** What is needed to start programs of PostgreSQL on a data directory. */
export interface Tools {
  binaries: Binaries;
  launcher: Launcher;
}

/**
 * Finds binaries and a way to run them that together can reach the data directory.
 * @throws an error that says what to do where there is none
 */
export async function prepareTools(layout: Layout): Promise<Tools> {
  const account = await serverAccount(layout.cluster);
  const launcher = account
    ? await launcherOf(account, layout)
    : { account: null, capability: null, isNameless: !hasName() };
  const binaries = await reachableBinaries(layout, launcher);
  const { ok, text } = await launch(launcher, [binaries.postgres, '--version'], { cwd: '/' });
  if (ok) return { binaries, launcher };
  throw new Error(
    `The embedded PostgreSQL does not run here (${text.trim()}). ` +
      'Set DATABASE_URL to a PostgreSQL server of your own instead.',
  );
}

/**
 * Makes the data directory; one made by root lets its server's account pass, but not look.
 * @throws an error that names the directory when it cannot be made or written
 */
export function makeDataDirectory(dataDir: string): void {
  try {
    const isNew = !existsSync(dataDir);
    mkdirSync(join(dataDir, 'run'), { recursive: true });
    if (isNew) chmodSync(dataDir, runsAsRoot() ? 0o711 : 0o700);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    accessSync(join(dataDir, 'run'), constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `The data directory ${dataDir} cannot be written (${errorMessage(cause)}). ` +
        'Set NANO_OS_DATA_DIR to another, or run as who owns it.',
      { cause },
    );
  }
}

async function launcherOf(account: Account, { dataDir }: Layout): Promise<Launcher> {
  const plain = { account, capability: null, isNameless: false };
  if (await mayPass(plain, dataDir)) return plain;
  if (await mayPass(plain, dirname(dataDir))) {
    // Only the data directory itself is closed, and it is this system's own: whatever else lies in
    // it has modes of its own.
    chmodSync(dataDir, statSync(dataDir).mode | 0o011);
    if (await mayPass(plain, dataDir)) return plain;
  }
  const privileged = await privilegedLauncher(account, dataDir);
  if (privileged) return privileged;
  throw new Error(
    `PostgreSQL refuses to run as root, and user ${account.uid}, as whom it would run instead, ` +
      `cannot reach ${dataDir}. Set NANO_OS_DATA_DIR to a directory outside ${homedir()}, or run ` +
      'this as an ordinary user.',
  );
}

async function reachableBinaries({ dataDir }: Layout, launcher: Launcher): Promise<Binaries> {
  const installed = await installedBinaries();
  const usable = (await isLinked(installed)) && (await mayPass(launcher, installed.initdb));
  return usable ? installed : copyBinaries(installed, join(dataDir, 'postgres-binaries'));
}

/** initdb wants its user in the user database, where arbitrary ids of containers are not. */
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
