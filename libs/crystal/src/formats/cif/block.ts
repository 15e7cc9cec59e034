/** One value and the line it stands on; the text is undefined for `?` and `.`. */
export interface CifValue {
  text: string | undefined;
  line: number;
}

/** A loop, its values row by row. */
export interface CifLoop {
  tags: string[];
  values: (string | undefined)[];
  /** Line of each value. */
  lines: number[];
}

/** The part of a data block that concerns structures: items and loops by their tags in lower case. */
export class CifBlock {
  readonly items = new Map<string, CifValue>();
  readonly loops: CifLoop[] = [];

  constructor(
    readonly name: string,
    readonly index: number,
    readonly line: number,
  ) {}

  /** The item under the first of these tags that is known, a loop of one row included. */
  item(...tags: string[]): CifValue | undefined {
    for (const tag of tags) {
      const value = this.items.get(tag) ?? this.column(tag)?.[0];
      if (value?.text !== undefined && value.text.trim() !== '') return value;
    }
    return undefined;
  }

  /** All values under a tag, be it in a loop or alone. */
  column(tag: string): CifValue[] | undefined {
    const item = this.items.get(tag);
    if (item !== undefined) return [item];
    // Of a tag in several loops, which no CIF should have, the last counts, as in other programs.
    for (const loop of this.loops.toReversed()) {
      const at = loop.tags.indexOf(tag);
      if (at < 0) continue;
      const width = loop.tags.length;
      const column: CifValue[] = [];
      for (let i = at; i < loop.values.length; i += width) {
        column.push({ text: loop.values[i], line: loop.lines[i] ?? this.line });
      }
      return column;
    }
    return undefined;
  }

  /** Whether any tag begins so; returns its line. */
  lineOfPrefix(prefix: string): number | undefined {
    for (const [tag, value] of this.items) if (tag.startsWith(prefix)) return value.line;
    for (const loop of this.loops) {
      if (loop.tags.some((tag) => tag.startsWith(prefix))) return loop.lines[0] ?? this.line;
    }
    return undefined;
  }
}
