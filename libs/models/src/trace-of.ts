/** What is thrown, in full, as another thread or a log is told of it. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
