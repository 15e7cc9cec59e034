import type { Logger } from 'pino';

/** How a process ends. */
export interface Stopping {
  /** Ends what runs in an orderly way. */
  close: () => Promise<void>;
  /** Called when closing takes longer than `patienceMs`. */
  hurry?: () => void;
  patienceMs: number;
}

/** Ends the process on SIGTERM or SIGINT, in an orderly way; on a second signal at once. */
export function stopOnSignals(logger: Logger, { close, hurry, patienceMs }: Stopping): void {
  let stopping = false;
  const exit = (code: number): void => {
    logger.flush(() => process.exit(code));
  };
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
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
}
