/** The exit code of what Ctrl-C ended. */
const INTERRUPTED = 130;

/** Why something ended early: Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('Interrupted.');
  }
}

/**
 * Lets work end by itself at Ctrl-C, and say what it has by then; at the second one the process ends
 * at once.
 * @param work is rejected, or not, when the signal is aborted
 */
export async function interruptible(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const interrupt = (): void => {
    stop.abort(new Interrupted());
  };
  process.once('SIGINT', interrupt);
  try {
    await work(stop.signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    process.off('SIGINT', interrupt);
  }
  if (!stop.signal.aborted) return;
  process.stderr.write('Interrupted.\n');
  process.exitCode = INTERRUPTED;
}
