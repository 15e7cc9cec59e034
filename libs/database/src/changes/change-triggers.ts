import { CHANGES_CHANNEL } from './change';

export type ChangeEvent = 'insert' | 'update' | 'delete' | 'truncate';

export interface ChangeTriggerOptions {
  table: string;
  /** Column whose values name the rows to the listeners; `id` when not given. */
  key?: string;
  /** Which statements are told of; all but `insert` when not given. */
  events?: readonly ChangeEvent[];
}

/** More distinct keys than these in one statement are told as `all`. */
const MAX_KEYS = 500;
/** Keys in one message: a payload must stay under 8000 bytes, and a UUID takes 40 in it. */
const KEYS_A_MESSAGE = 100;
const FUNCTION = 'nano_os_notify_changes';

/**
 * The function behind all change triggers; its argument is the key column. It writes one message for
 * every hundred keys of the statement; keys must be short, such as UUIDs or digests.
 */
export const CREATE_CHANGE_FUNCTION = `
CREATE FUNCTION ${FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  message text;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    PERFORM pg_notify('${CHANGES_CHANNEL}',
      json_build_object('table', TG_TABLE_NAME, 'keys', 'all')::text);
    RETURN NULL;
  END IF;
  FOR message IN EXECUTE format($query$
    WITH keys AS MATERIALIZED (
      SELECT DISTINCT %1$I::text AS key FROM changed_rows LIMIT ${MAX_KEYS + 1}
    ), numbered AS (
      SELECT key, row_number() OVER () - 1 AS n, count(*) OVER () > ${MAX_KEYS} AS many FROM keys
    )
    SELECT json_build_object('table', %2$L,
      'keys', CASE WHEN many THEN to_json('all'::text) ELSE json_agg(key) END)::text
    FROM numbered GROUP BY many, CASE WHEN many THEN 0 ELSE n / ${KEYS_A_MESSAGE} END
  $query$, TG_ARGV[0], TG_TABLE_NAME)
  LOOP
    PERFORM pg_notify('${CHANGES_CHANNEL}', message);
  END LOOP;
  RETURN NULL;
END
$body$`;

export const DROP_CHANGE_FUNCTION = `DROP FUNCTION ${FUNCTION}()`;

/** Statements that make a table tell of its changes: a statement-level trigger for each event. */
export function createChangeTriggers(options: ChangeTriggerOptions): string[] {
  return each(options, (event, { table, key }) =>
    [
      `CREATE TRIGGER "${triggerName(event)}" AFTER ${event.toUpperCase()} ON "${table}"`,
      ROWS[event],
      `FOR EACH STATEMENT EXECUTE FUNCTION ${FUNCTION}('${key}')`,
    ].join(' '),
  );
}

/** Statements that take the triggers of {@link createChangeTriggers} away. */
export function dropChangeTriggers(options: ChangeTriggerOptions): string[] {
  return each(options, (event, { table }) => `DROP TRIGGER "${triggerName(event)}" ON "${table}"`);
}

/** Of an update the old rows: it may change the key itself, and what is known goes by the old. */
const ROWS: Record<ChangeEvent, string> = {
  insert: 'REFERENCING NEW TABLE AS changed_rows',
  update: 'REFERENCING OLD TABLE AS changed_rows',
  delete: 'REFERENCING OLD TABLE AS changed_rows',
  truncate: '',
};

function each(
  { table, key = 'id', events = ['update', 'delete', 'truncate'] }: ChangeTriggerOptions,
  statement: (event: ChangeEvent, names: { table: string; key: string }) => string,
): string[] {
  return events.map((event) => statement(event, { table: plain(table), key: plain(key) }));
}

function triggerName(event: ChangeEvent): string {
  return `nano_os_changes_${event}`;
}

/** Names come from migrations, not from callers; a slip is refused rather than escaped. */
function plain(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`Not a plain name: ${name}`);
  return name;
}
