/** What to tell a person at a terminal of an error: its message, with its causes, no stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message || error.name;
  return error.cause === undefined ? message : `${message}\n  because: ${explain(error.cause)}`;
}
