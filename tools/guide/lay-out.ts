const WIDTH = 100;

/**
 * JSON as people read it: in one line what fits into one, the rest a member or an item a line.
 * @param begin what stands before it in its line beside the indentation
 */
export function layOut(value: unknown, indent = '', begin = ''): string {
  const line = inOneLine(value);
  const width = indent.length + begin.length + line.length;
  if (typeof value !== 'object' || value === null || width <= WIDTH) {
    return line;
  }
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => deeper + layOut(item, deeper));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return deeper + name + layOut(item, deeper, name);
  });
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${inOneLine(item)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
