/** A size; a string names one that is known only when the graph runs (`'atoms'`). */
export type Dim = number | string;

/** Sizes by axis; empty for a scalar. */
export type Shape = readonly Dim[];

/** As it is written in messages: `[atoms, 64]`. */
export function describeShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** Whether every size is a number. */
export function isStatic(shape: Shape): shape is readonly number[] {
  return shape.every((dim) => typeof dim === 'number');
}

/** The number of elements apart from named sizes, and the names of these, sorted. */
export function countElements(shape: Shape): { known: number; named: string[] } {
  let known = 1;
  const named: string[] = [];
  for (const dim of shape) {
    if (typeof dim === 'number') known *= dim;
    else named.push(dim);
  }
  return { known, named: named.sort() };
}

/** Whether the two hold as many elements whatever the named sizes are. */
export function sameCount(a: Shape, b: Shape): boolean {
  const [first, second] = [countElements(a), countElements(b)];
  return first.known === second.known && sameShape(first.named, second.named);
}
