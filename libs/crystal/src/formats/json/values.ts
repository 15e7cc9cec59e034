import type { Vector3 } from '../../vectors';
import { StructureFormatError } from '../errors';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Three finite numbers of ordinary size, or undefined. */
export function asVector(value: unknown): Vector3 | undefined {
  if (!isArray(value) || value.length !== 3) return undefined;
  const [x, y, z] = value;
  return isSize(x) && isSize(y) && isSize(z) ? [x, y, z] : undefined;
}

/** Three rows of three numbers. */
export function asMatrix(value: unknown): [Vector3, Vector3, Vector3] | undefined {
  if (!isArray(value) || value.length !== 3) return undefined;
  const [a, b, c] = value.map(asVector);
  return a && b && c ? [a, b, c] : undefined;
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 1e6;
}

/** @throws StructureFormatError `bad-number` */
export function vectorOrRefuse(value: unknown, what: string, site: number): Vector3 {
  const vector = asVector(value);
  if (vector !== undefined) return vector;
  throw new StructureFormatError(
    'bad-number',
    `The ${what} of site ${site + 1} must be three numbers.`,
    { site },
  );
}
