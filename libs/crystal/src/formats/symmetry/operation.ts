import type { Vector3 } from '../../vectors';

export type Rotation = readonly [
  ...[number, number, number],
  ...[number, number, number],
  ...[number, number, number],
];

/** A symmetry operation x' = R x + t on fractional coordinates, R row by row. */
export interface Operation {
  rotation: Rotation;
  /** Within [0, 1). */
  translation: Vector3;
}

export const IDENTITY: Operation = {
  rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  translation: [0, 0, 0],
};

/** Brings a translation into [0, 1), and those that a file rounded (0.3333) to their twenty-fourth. */
export function normalTranslation(value: number): number {
  const wrapped = value - Math.floor(value);
  const steps = Math.round(wrapped * 24);
  if (Math.abs(wrapped - steps / 24) < 5e-4) return (steps % 24) / 24;
  return wrapped;
}

/**
 * Reads `-x+1/2, y, z+0.25` in any spelling of case, order and spaces; undefined when it is no such thing.
 * Time passed is linear in the length of the text.
 */
export function parseOperation(text: string): Operation | undefined {
  if (text.length > 200) return undefined;
  const parts = text.replace(/^["']|["']$/g, '').split(/[,;]/);
  if (parts.length !== 3) return undefined;
  const rows = parts.map((part) => parseRow(part.replace(/[\s_]+/g, '').toLowerCase()));
  const [p, q, r] = rows;
  if (p === undefined || q === undefined || r === undefined) return undefined;
  const rotation: Rotation = [p[0], p[1], p[2], q[0], q[1], q[2], r[0], r[1], r[2]];
  const translation: Vector3 = [
    normalTranslation(p[3]),
    normalTranslation(q[3]),
    normalTranslation(r[3]),
  ];
  const size = Math.abs(determinant(rotation));
  return Math.abs(size - 1) < 1e-6 ? { rotation, translation } : undefined;
}

const TERM = /([+-]?)(?:(\d+(?:\.\d*)?|\.\d+)(?:\/(\d+(?:\.\d*)?))?\*?)?([xyz]?)(?:\/(\d+))?/y;

function parseRow(text: string): [number, number, number, number] | undefined {
  const row: [number, number, number, number] = [0, 0, 0, 0];
  if (text === '') return undefined;
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const from = TERM.lastIndex;
    const match = TERM.exec(text);
    if (match === null || TERM.lastIndex === from) return undefined;
    const [, sign, number, divisor, axis, axisDivisor] = match;
    if (number === undefined && axis === '') return undefined;
    if (from > 0 && sign === '') return undefined;
    const size = Number(number ?? 1) / Number(divisor ?? 1) / Number(axisDivisor ?? 1);
    if (!Number.isFinite(size)) return undefined;
    const at = axis === '' || axis === undefined ? 3 : 'xyz'.indexOf(axis);
    row[at as 0 | 1 | 2 | 3] += sign === '-' ? -size : size;
  }
  return row;
}

export function determinant([a, b, c, d, e, f, g, h, i]: Rotation): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** The product a b: first b, then a. */
export function multiply(a: Operation, b: Operation): Operation {
  const r = a.rotation;
  const s = b.rotation;
  const t = b.translation;
  const entry = (row: 0 | 3 | 6, col: 0 | 1 | 2): number =>
    r[row] * s[col] + at(r, row + 1) * at(s, col + 3) + at(r, row + 2) * at(s, col + 6) + 0;
  const shift = (row: 0 | 3 | 6, own: number): number =>
    normalTranslation(r[row] * t[0] + at(r, row + 1) * t[1] + at(r, row + 2) * t[2] + own);
  return {
    rotation: [
      entry(0, 0),
      entry(0, 1),
      entry(0, 2),
      entry(3, 0),
      entry(3, 1),
      entry(3, 2),
      entry(6, 0),
      entry(6, 1),
      entry(6, 2),
    ],
    translation: [
      shift(0, a.translation[0]),
      shift(3, a.translation[1]),
      shift(6, a.translation[2]),
    ],
  };
}

function at(rotation: Rotation, index: number): number {
  return rotation[index] ?? 0;
}

/** Equal for operations that differ by whole cells. */
export function operationKey(op: Operation): string {
  return `${op.rotation.join(',')};${op.translation.map((t) => Math.round(t * 1e5) % 100000).join(',')}`;
}
