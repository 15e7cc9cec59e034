const MOST_ITEMS = 6;
const SHOWN_ITEMS = 3;
const MOST_CHARACTERS = 400;
const SHOWN_CHARACTERS = 60;
/** Objects within an answer that are longer than this are left out. */
const MOST_WITHIN = 1800;

/** The value with `…` in place of what is long: items of lists, text, objects deep within. */
export function shorten(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return value.length > MOST_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
  }
  if (Array.isArray(value)) {
    const isLong = value.length > MOST_ITEMS;
    const shown = (isLong ? value.slice(0, SHOWN_ITEMS) : value).map((item: unknown) =>
      shorten(item, depth + 1),
    );
    return isLong ? [...shown, `… ${value.length - SHOWN_ITEMS} more`] : shown;
  }
  if (typeof value !== 'object' || value === null) return value;
  const shown = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, shorten(item, depth + 1)]),
  );
  return depth > 1 && JSON.stringify(shown).length > MOST_WITHIN ? '…' : shown;
}
