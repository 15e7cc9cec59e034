/** Channel of NOTIFY on which the triggers write. */
export const CHANGES_CHANNEL = 'nano_os_changes';

/** Rows that were changed or removed. */
export interface Change {
  table: string;
  /** Values of the table's key column as text, or `all` where they were too many to name. */
  keys: string[] | 'all';
}

/** The change that a payload tells of; one that cannot be read is taken for a change of everything. */
export function parseChange(payload: string | undefined): Change {
  try {
    const value: unknown = JSON.parse(payload ?? '');
    if (typeof value === 'object' && value !== null && 'table' in value && 'keys' in value) {
      const { table, keys } = value;
      if (typeof table === 'string') {
        return { table, keys: Array.isArray(keys) ? keys.map(String) : 'all' };
      }
    }
  } catch {
    // Falls through: nobody but a stranger on the channel writes such a payload.
  }
  return { table: '*', keys: 'all' };
}
