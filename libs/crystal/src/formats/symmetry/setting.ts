/** One of the 530 settings that International Tables list. */
export interface Setting {
  /** Number of the space group, 1 to 230. */
  number: number;
  /** Unique axis and cell, origin, or axes: `b1`, `-cab`, `2`, `H`. */
  choice: string;
  hall: string;
  /** Hermann-Mauguin symbols, the group's own first. */
  names: string[];
}
