/**
 * Largest body of a route that does not ask for more, bytes. What a route takes beyond this is read
 * for callers who are signed in only: reading it costs more than to find out who calls.
 */
export const ORDINARY_BODY_BYTES = 1_048_576;
