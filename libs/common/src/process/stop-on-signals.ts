import type { Logger } from 'pino';

/** How a process ends. */
export interface Stopping {
  /** Ends what runs in an orderly way. */
  close: () => Promise<void>;
  /** Called when closing takes longer than `patienceMs`. */
  hurry?: () => void;
  patienceMs: number;
}

/** Signals closer together are one: npm hands on the Ctrl-C that the terminal sent us already. */
const ONE_SIGNAL_MS = 1000;
/** How often it is seen whether npm is still there. */
const WATCH_MS = 250;

/**
 * Ends the process on SIGTERM or SIGINT, in an orderly way; on a second signal at once. Under npm or
 * npx it ends as well when they are gone: a signal to them may end their shell and not reach us.
 */
export function stopOnSignals(logger: Logger, { close, hurry, patienceMs }: Stopping): void {
  let stoppedAt = Infinity;
  const exit = (code: number): void => {
    logger.flush(() => process.exit(code));
  };
  const stop = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (now - stoppedAt > ONE_SIGNAL_MS) process.exit(1);
    if (stoppedAt < Infinity) return;
    stoppedAt = now;
    logger.info({ signal }, 'stopping');
    const deadline = setTimeout(() => hurry?.(), patienceMs).unref();
    close().then(
      () => {
        clearTimeout(deadline);
        logger.info('stopped');
        exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the stop failed');
        exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.env.npm_command !== undefined) {
    whenOrphaned(() => {
      stop('SIGTERM');
    });
  }
}

/** Calls `then` once the parent has ended and the process was given to another. */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, WATCH_MS).unref();
}
