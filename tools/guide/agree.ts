/** How far numbers of other processors may be off: sums in another order. */
const CLOSE = 1e-3;
/** Where they follow from a training, which multiplies such differences. */
const ROUGH = 0.5;
const LEAST = 1e-6;

const DECIMAL = /-?\d+\.\d+(?:e[+-]?\d+)?/g;

export type Closeness = 'close' | 'rough';

/** Whether two answers tell the same: all but the last digits of their numbers are equal. */
export function agree(one: unknown, other: unknown, closeness: Closeness = 'close'): boolean {
  if (typeof one === 'number' && typeof other === 'number') return near(one, other, closeness);
  if (typeof one === 'string' && typeof other === 'string') return alike(one, other, closeness);
  if (!isObject(one) || !isObject(other)) return one === other;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === others.length &&
    names.every((name) => Object.hasOwn(other, name) && agree(one[name], other[name], closeness))
  );
}

function alike(one: string, other: string, closeness: Closeness): boolean {
  if (one.replaceAll(DECIMAL, '0') !== other.replaceAll(DECIMAL, '0')) return false;
  const numbers = other.match(DECIMAL) ?? [];
  return (one.match(DECIMAL) ?? []).every((number, i) =>
    near(Number(number), Number(numbers[i]), closeness),
  );
}

function near(one: number, other: number, closeness: Closeness): boolean {
  const size = Math.max(Math.abs(one), Math.abs(other));
  return Math.abs(one - other) <= LEAST + (closeness === 'close' ? CLOSE : ROUGH) * size;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
