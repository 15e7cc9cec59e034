/** The `code` of a system or PostgreSQL error: `ENOENT`, `23505`; undefined when it has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** SQLSTATE of the error, also when TypeORM wrapped it. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error === 'object' && error !== null && 'driverError' in error) {
    return errorCode(error.driverError) ?? errorCode(error);
  }
  return errorCode(error);
}

/** A row with the same unique key exists. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}

/** The row points to one that does not exist, or is pointed to. */
export function isForeignKeyViolation(error: unknown): boolean {
  return sqlState(error) === '23503';
}
