import type { Vector3 } from '../../vectors';
import {
  IDENTITY,
  determinant,
  multiply,
  normalTranslation,
  operationKey,
  parseOperation,
  type Operation,
  type Rotation,
} from './operation';

/** More operations than any space group has in a conventional cell, so that nonsense ends. */
const MOST_OPERATIONS = 192;

const HALVES: Readonly<Record<string, readonly Vector3[]>> = {
  P: [],
  A: [[0, 1 / 2, 1 / 2]],
  B: [[1 / 2, 0, 1 / 2]],
  C: [[1 / 2, 1 / 2, 0]],
  I: [[1 / 2, 1 / 2, 1 / 2]],
  F: [
    [0, 1 / 2, 1 / 2],
    [1 / 2, 0, 1 / 2],
  ],
  R: [[2 / 3, 1 / 3, 1 / 3]],
  S: [[1 / 3, 1 / 3, 2 / 3]],
  T: [[1 / 3, 2 / 3, 1 / 3]],
  H: [[2 / 3, 1 / 3, 0]],
};

const GLIDES: Readonly<Record<string, Vector3>> = {
  a: [1 / 2, 0, 0],
  b: [0, 1 / 2, 0],
  c: [0, 0, 1 / 2],
  n: [1 / 2, 1 / 2, 1 / 2],
  u: [1 / 4, 0, 0],
  v: [0, 1 / 4, 0],
  w: [0, 0, 1 / 4],
  d: [1 / 4, 1 / 4, 1 / 4],
};

/** Rotations about z; those about x and y follow by permuting the axes. */
const ABOUT_Z: Readonly<Record<string, Rotation>> = {
  1: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  2: [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  3: [0, -1, 0, 1, -1, 0, 0, 0, 1],
  4: [0, -1, 0, 1, 0, 0, 0, 0, 1],
  6: [1, -1, 0, 1, 0, 0, 0, 0, 1],
  // Face diagonals that are perpendicular to z: ' along a - b, " along a + b.
  "2'": [0, -1, 0, -1, 0, 0, 0, 0, -1],
  '2"': [0, 1, 0, 1, 0, 0, 0, 0, -1],
};

const BODY_DIAGONAL: Rotation = [0, 0, 1, 1, 0, 0, 0, 1, 0];

const ELEMENT = /^(-?)([12346])([xyz'"*=]?)([1-5]?)([abcnuvwd]*)([1-5]?)$/;

/**
 * The operations of the space group that a Hall symbol names, identity first, in the group's full cell.
 * Understands shifts of the origin in twelfths, `(0 0 4)`, and changes of basis, `(x-y,x+y,z)`.
 *
 * Source: S. R. Hall, Acta Cryst. A37 (1981) 517; International Tables B, chapter 1.4.
 *
 * @returns undefined for text that is no Hall symbol or names no space group
 */
export function operationsOfHall(symbol: string): Operation[] | undefined {
  if (symbol.length > 120) return undefined;
  const open = symbol.indexOf('(');
  const words = (open < 0 ? symbol : symbol.slice(0, open))
    .replaceAll('_', ' ')
    .trim()
    .split(/\s+/);
  const [lattice = '', ...elements] = words;
  const centring = HALVES[lattice.replace('-', '').toUpperCase()];
  if (centring === undefined || !/^-?[A-Z]$/i.test(lattice) || elements.length > 4)
    return undefined;
  const generators: Operation[] = centring.map((translation) => ({
    rotation: IDENTITY.rotation,
    translation,
  }));
  if (lattice.startsWith('-')) {
    generators.push({ rotation: negative(IDENTITY.rotation), translation: [0, 0, 0] });
  }
  const rotations = rotationsOf(elements);
  if (rotations === undefined) return undefined;
  generators.push(...rotations);
  const operations = closure(generators);
  if (operations === undefined || open < 0) return operations;
  return changeBasis(operations, symbol.slice(open));
}

/** The rotation times -1, without zeros of negative sign. */
function negative(rotation: Rotation): Rotation {
  return rotation.map((value) => 0 - value) as unknown as Rotation;
}

/** Each element of the symbol after the lattice, whose axis may depend on the one before it. */
function rotationsOf(elements: readonly string[]): Operation[] | undefined {
  const operations: Operation[] = [];
  let order = '';
  let axis = 'z';
  for (const [position, element] of elements.entries()) {
    const match = ELEMENT.exec(element.toLowerCase());
    if (match === null) return undefined;
    const [, sign = '', fold = '', given = '', screw1 = '', glide = '', screw2 = ''] = match;
    const mark = given === '=' ? '"' : given || defaultAxis(position, fold, order);
    const diagonal = mark === "'" || mark === '"';
    if (diagonal && fold !== '2') return undefined;
    const rotation = rotationAbout(fold, mark, axis);
    if (rotation === undefined) return undefined;
    const translation: [number, number, number] = [0, 0, 0];
    for (const letter of glide) {
      for (const at of [0, 1, 2] as const) translation[at] += GLIDES[letter]?.[at] ?? 0;
    }
    const along = 'xyz'.indexOf(mark);
    const screw = Number(screw1 || screw2 || 0);
    if (screw > 0) {
      if (along < 0 || screw >= Number(fold)) return undefined;
      translation[along as 0 | 1 | 2] += screw / Number(fold);
    }
    operations.push({
      rotation: sign === '-' ? negative(rotation) : rotation,
      translation: normalised(translation),
    });
    if (along >= 0) axis = mark;
    order = fold;
  }
  return operations;
}

function normalised([x, y, z]: Vector3): Vector3 {
  return [normalTranslation(x), normalTranslation(y), normalTranslation(z)];
}

function defaultAxis(position: number, fold: string, before: string): string {
  if (fold === '1' || position === 0) return 'z';
  if (fold === '2') return before === '2' || before === '4' ? 'x' : "'";
  return fold === '3' ? '*' : 'z';
}

function rotationAbout(fold: string, mark: string, before: string): Rotation | undefined {
  if (mark === '*') return fold === '3' ? BODY_DIAGONAL : undefined;
  const diagonal = mark === "'" || mark === '"';
  const matrix = ABOUT_Z[diagonal ? fold + mark : fold];
  if (matrix === undefined) return undefined;
  const along = 'xyz'.indexOf(diagonal ? before : mark);
  // Cycling z to x to y: row and column i of the matrix about z become row and column i + along + 1.
  const turned = new Array<number>(9).fill(0);
  for (let row = 0; row < 3; row++) {
    for (let col = 0; col < 3; col++) {
      const to = ((row + along + 1) % 3) * 3 + ((col + along + 1) % 3);
      turned[to] = matrix[3 * row + col] ?? 0;
    }
  }
  return turned as unknown as Rotation;
}

/** All products of the generators, identity first; undefined when they are more than a space group has. */
export function closure(generators: readonly Operation[]): Operation[] | undefined {
  const operations = [IDENTITY];
  const seen = new Set([operationKey(IDENTITY)]);
  // The list grows while it is walked, and every product is multiplied in its turn.
  for (const operation of operations) {
    for (const generator of generators) {
      const product = multiply(generator, operation);
      const key = operationKey(product);
      if (seen.has(key)) continue;
      if (operations.length >= MOST_OPERATIONS) return undefined;
      seen.add(key);
      operations.push(product);
    }
  }
  return operations;
}

/** S' = V S V⁻¹ for the V that stands in brackets after a Hall symbol. */
function changeBasis(operations: Operation[], text: string): Operation[] | undefined {
  const inner = /^\(([^()]*)\)\s*$/.exec(text)?.[1]?.trim();
  if (inner === undefined) return undefined;
  const shift = /^(-?\d{1,2})\s+(-?\d{1,2})\s+(-?\d{1,2})$/.exec(inner);
  const change: Operation | undefined =
    shift === null
      ? parseOperation(inner)
      : {
          rotation: IDENTITY.rotation,
          translation: [Number(shift[1]) / 12, Number(shift[2]) / 12, Number(shift[3]) / 12],
        };
  // Only changes that keep the volume keep the number of operations; parseOperation refuses others.
  if (change === undefined) return undefined;
  const back = inverse(change);
  return operations.map((operation) => multiply(multiply(change, operation), back));
}

function inverse({ rotation, translation }: Operation): Operation {
  const [a, b, c, d, e, f, g, h, i] = rotation;
  const [x, y, z] = translation;
  const det = determinant(rotation);
  const [p, q, r] = [(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det];
  const [s, t, u] = [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det];
  const [v, w, o] = [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det];
  return {
    rotation: [p, q, r, s, t, u, v, w, o],
    translation: [-(p * x + q * y + r * z), -(s * x + t * y + u * z), -(v * x + w * y + o * z)],
  };
}
