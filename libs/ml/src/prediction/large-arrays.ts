import type { PropertyValue } from '../entities/predicted-properties.entity';

/** An array of more rows (the forces on a large cell) is stored apart, so that lists need not read it. */
const MOST_ROWS = 64;

/** Properties as a row has them: null stands where a large array belongs. */
export type StoredProperties = Readonly<Record<string, PropertyValue | null>>;
export type LargeArrays = Readonly<Record<string, number[][]>>;

/** Takes large arrays out of the properties; null when there are none. */
export function takeApart(properties: Readonly<Record<string, PropertyValue>>): {
  properties: StoredProperties;
  largeArrays: LargeArrays | null;
} {
  const large = Object.entries(properties).flatMap(([name, value]) =>
    Array.isArray(value) && value.length > MOST_ROWS ? [[name, value] as const] : [],
  );
  if (large.length === 0) return { properties, largeArrays: null };
  const gaps = Object.fromEntries(large.map(([name]) => [name, null]));
  return { properties: { ...properties, ...gaps }, largeArrays: Object.fromEntries(large) };
}

/** Puts large arrays back into their places; without them what they are is left out. */
export function putTogether(
  properties: StoredProperties,
  largeArrays: LargeArrays | null,
): Record<string, PropertyValue> {
  const whole: Record<string, PropertyValue> = {};
  for (const [name, value] of Object.entries(properties)) {
    const found = value ?? largeArrays?.[name];
    if (found !== undefined) whole[name] = found;
  }
  return whole;
}

/** Names of what a row without its large arrays leaves out. */
export function leftOut(properties: StoredProperties): string[] {
  return Object.entries(properties).flatMap(([name, value]) => (value === null ? [name] : []));
}
