/** A job that fails for reasons of the machinery (not its own) is tried so often. */
export const MOST_ATTEMPTS = 5;
/** So many workers may vanish over one job; beyond that the job is to blame. */
export const MOST_VANISHED_WORKERS = 3;
