import type { Environment } from '@nano-os/common';
import { EmbeddedPostgres } from './embedded/embedded-postgres';

/** Token under which the application's `DatabaseHandle` is injected. */
export const DATABASE_HANDLE = Symbol('DATABASE_HANDLE');

/** A database that can be connected to, until it is released. */
export interface DatabaseHandle {
  /** Where it is now: an embedded server that was killed may come back on another port. */
  readonly url: string;
  /** Watches an embedded server from now on, and tells of a new URL. */
  keepAlive(onMove: (url: string) => void): void;
  /** To call when the last connection is closed; stops the embedded server if nobody else uses it. */
  release(): Promise<void>;
}

/** The server of `DATABASE_URL`, or else the embedded one on the data directory, started if need be. */
export async function resolveDatabase(
  environment: Pick<Environment, 'DATABASE_URL' | 'NANO_OS_DATA_DIR'>,
  log?: (message: string) => void,
): Promise<DatabaseHandle> {
  if (environment.DATABASE_URL) {
    return {
      url: environment.DATABASE_URL,
      keepAlive: () => undefined,
      release: () => Promise.resolve(),
    };
  }
  const server = new EmbeddedPostgres({ dataDir: environment.NANO_OS_DATA_DIR, log });
  let url = await server.attach();
  return {
    get url() {
      return url;
    },
    keepAlive: (onMove) => {
      server.keepAlive(url, (moved) => {
        url = moved;
        onMove(moved);
      });
    },
    release: () => server.release(),
  };
}
