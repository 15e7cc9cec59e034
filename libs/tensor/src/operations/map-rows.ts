import { innerGraph } from '../encoding/inner-graph';
import { TensorError } from '../errors';
import type { Operation } from '../graph/operation';
import { makeTensor, requireKind, type Tensor } from '../graph/tensor';
import { describeShape, isStatic, type Dim } from '../shapes/shape';
import { gather } from './gather';
import { pad } from './pad';
import { RowsBody, rowsLike, takesMore, widthOf } from './rows-body';
import { segmentSum } from './segment-sum';
import { slice } from './slice';

/** The rows of a table [m, ..] by an int index [n], looked up piece by piece. */
export interface Lookup {
  readonly table: Tensor;
  readonly index: Tensor;
}

/** Rows that a function takes. */
export type RowsOperand = Tensor | Lookup;

/** `isLookup`: which operands have a table and its index among the inputs, where others have rows. */
type MapAttributes = Readonly<{ body: RowsBody; isLookup: readonly boolean[] }>;
type PartAttributes = Readonly<{ index: number; start: number; end: number }>;
type FactorAttributes = MapAttributes & Readonly<{ index: number }>;

/** What belongs to each operand, of a list that goes with the inputs. */
function byOperand<T>(
  isLookup: readonly boolean[],
  list: readonly T[],
): { readonly rows: T | undefined; readonly index: T | undefined }[] {
  let at = 0;
  return isLookup.map((hasIndex) => {
    const [rows, index] = list.slice(at, at + 2);
    at += hasIndex ? 2 : 1;
    return { rows, index: hasIndex ? index : undefined };
  });
}

/** The results of one node, as the one name that an operation gives back. */
const SEPARATOR = '\n';
const nameAt = (names: string | undefined, index: number): string =>
  names?.split(SEPARATOR)[index] ?? '';

const MAP: Operation<MapAttributes> = {
  name: 'mapRows',
  toOnnx: ({ attributes: { body, isLookup } }, inputs, onnx) => {
    const results = [...body.results, ...body.factors];
    const pieces = onnx.node('Shape', inputs.slice(-1), { start: 0, end: 1 });
    const cut = (name: string, width: readonly number[]): string => {
      const shape = onnx.node('Concat', [pieces, onnx.integers([-1, ...width])], { axis: 0 });
      return onnx.node('Reshape', [name, shape]);
    };
    const operands = byOperand(isLookup, inputs);
    const scanned = operands.map(({ rows = '', index }, i) =>
      index === undefined ? cut(rows, [widthOf(body.rows[i])]) : cut(index, []),
    );
    const given = body.rows.map((leaf, i) => {
      const { rows, index } = operands[i] ?? {};
      return index === undefined ? { leaf } : { leaf, table: rows };
    });
    const graph = innerGraph(results, given, onnx);
    return onnx
      .several('Scan', scanned, results.length, {
        body: { graph },
        num_scan_inputs: scanned.length,
      })
      .map((name, i) => onnx.node('Reshape', [name, onnx.integers([-1, widthOf(results[i])])]))
      .join(SEPARATOR);
  },
  gradient: (node, g, wanted) => {
    const { inputs, attributes } = node;
    const { body, isLookup } = attributes;
    const pieces = inputs.at(-1);
    if (!pieces) return [];
    const operands = byOperand(isLookup, inputs);
    const isWanted = byOperand(isLookup, wanted);
    const asked = [...operands.keys()].filter((i) => isWanted[i]?.rows === true);
    const backwards = body.backwards(asked);
    const own = backwards.rows.flatMap((i): RowsOperand[] => {
      const { rows, index } = operands[i] ?? {};
      if (!rows) return [];
      return [index ? { table: rows, index } : rows];
    });
    const factors = backwards.factors.map((index) => {
      const { kind, shape } = body.factors[index] ?? g;
      return makeTensor(FACTOR, [node, ...inputs], kind, shape, { ...attributes, index });
    });
    const gs = partsOf(body.results).map(({ start, end }) => slice(g, 1, start, end));
    const gradients = mapBody(backwards.body, [...own, ...factors, ...gs], pieces);
    return operands.flatMap(({ rows, index }, i) => {
      const gradient = gradients[asked.indexOf(i)];
      if (!index) return [gradient];
      return [gradient && segmentSum(gradient, index, rows?.shape[0] ?? 0), undefined];
    });
  },
};

/** One of the results, which lie side by side in the tensor of all. */
const PART: Operation<PartAttributes> = {
  name: 'mapRowsPart',
  toOnnx: ({ attributes: { index } }, [names]) => nameAt(names, index),
  gradient: ({ inputs: [x], attributes: { start, end } }, g) => [
    pad(g, 1, start, widthOf(x) - end),
  ],
};

/** What a function computes for its gradient on the way, besides its results. */
const FACTOR: Operation<FactorAttributes> = {
  name: 'mapRowsFactor',
  toOnnx: ({ attributes: { body, index } }, [names]) => nameAt(names, body.results.length + index),
  // For derivatives of the second order it is a function of the rows like any other.
  gradient: (
    { inputs: [, ...inputs], attributes: { body, isLookup, index } },
    g,
    [, ...wanted],
  ) => {
    const factor = body.factors[index];
    if (!factor) return [];
    const again = { body: new RowsBody(body.rows, [factor]), isLookup };
    const map = makeTensor(MAP, inputs, g.kind, g.shape, again) as Tensor<MapAttributes>;
    return [undefined, ...(MAP.gradient?.(map, g, wanted) ?? [])];
  },
};

function partsOf(results: readonly Tensor[]): PartAttributes[] {
  let end = 0;
  return results.map((result, index) => {
    const start = end;
    end += widthOf(result);
    return { index, start, end };
  });
}

function mapBody(body: RowsBody, xs: readonly RowsOperand[], pieces: Tensor): Tensor[] {
  const parts = partsOf(body.results);
  const { kind, shape } = body.results[0] ?? pieces;
  const inputs = xs.flatMap((x) => ('table' in x ? [x.table, x.index] : [x]));
  const attributes = { body, isLookup: xs.map((x) => 'table' in x) };
  const whole = shape.with(1, parts.at(-1)?.end ?? 0);
  const map = makeTensor(MAP, [...inputs, pieces], kind, whole, attributes);
  return parts.map((part) =>
    makeTensor(PART, [map], kind, shape.with(1, part.end - part.start), part),
  );
}

/**
 * Applies a function to the rows of matrices piece by piece: what it computes on the way stays in
 * the processor's cache and is gone when the piece is done. Where its gradient is taken, it also
 * gives the factors by which the gradient is multiplied on its way back, all that is kept of it.
 * Worth it where a function of many steps goes over many rows.
 *
 * A function that takes inputs of the graph otherwise than by its rows, such as weights in training,
 * is applied to all rows at once: the gradient by these is a sum over all of them.
 * @param f of matrices of as many rows each: row i of its results must not depend on other rows of
 *   its operands
 * @param xs [n, ..], or rows of a table that are looked up by an index [n]; all float or all double
 * @param pieces has as many elements as there are pieces, which must divide n when the graph runs
 * @throws {TensorError} when these are no matrices of n rows
 */
export function mapRows(
  f: (rows: readonly Tensor[]) => readonly Tensor[],
  xs: readonly RowsOperand[],
  pieces: Tensor,
): Tensor[] {
  const shapes = xs.map((x) => {
    if (!('table' in x)) return x;
    requireKind('mapRows', x.index, 'int');
    return { kind: x.table.kind, shape: [...x.index.shape, ...x.table.shape.slice(1)] };
  });
  const [first] = shapes;
  const [count] = first?.shape ?? [];
  if (!first || count === undefined) throw new TensorError('mapRows: there are no rows.');
  for (const shape of shapes) checkMatrix(shape, count, first.kind);
  const rows = rowsLike(shapes, 0);
  const results = f(rows);
  for (const result of results) checkMatrix(result, count, first.kind);
  if (takesMore(results, rows)) {
    return [...f(xs.map((x) => ('table' in x ? gather(x.table, x.index) : x)))];
  }
  return mapBody(new RowsBody(rows, results), xs, pieces);
}

type Described = Pick<Tensor, 'kind' | 'shape'>;

function checkMatrix({ shape, kind }: Described, count: Dim, expected: string): void {
  const isMatrix = shape.length === 2 && shape[0] === count && isStatic(shape.slice(1));
  if (isMatrix && kind === expected) return;
  const found = `${kind} ${describeShape(shape)}`;
  throw new TensorError(`mapRows: takes and gives ${expected} [${count}, ..], not ${found}.`);
}
