import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `package-lock.json` says of a package. */
interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** A package that an installation of the server may hold. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** As the lock file has it; older packages state none there. */
  readonly licence: string | undefined;
  /** Its folder, from the root of the repository. */
  readonly folder: string;
  /**
   * The package that asks for it as its binaries for one platform, if it is that: such a package
   * does not lie here on every machine, and has its licence from the other.
   */
  readonly binariesOf: string | undefined;
}

const MODULES = 'node_modules/';

const nameOf = (folder: string): string =>
  folder.slice(folder.lastIndexOf(MODULES) + MODULES.length);

export function readLock(root: string): Lock {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Every package that is not for development alone, each version once, by name. */
export function lockedPackages({ packages }: Lock): LockedPackage[] {
  const entries = Object.entries(packages);
  const askingFor = (name: string): string | undefined =>
    entries.find(
      ([folder, { optionalDependencies = {} }]) => folder && name in optionalDependencies,
    )?.[0];
  const found = new Map<string, LockedPackage>();
  for (const [folder, { version = '', license, dev, os, cpu, libc }] of entries) {
    if (folder === '' || dev) continue;
    const name = nameOf(folder);
    const parent = os || cpu || libc ? askingFor(name) : undefined;
    found.set(`${name} ${version}`, {
      name,
      version,
      licence: license,
      folder,
      binariesOf: parent === undefined ? undefined : nameOf(parent),
    });
  }
  return [...found.values()].sort(
    (one, other) => compare(one.name, other.name) || compare(one.version, other.version),
  );
}
