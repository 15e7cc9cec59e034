import { innerGraph } from '../encoding/inner-graph';
import { TensorError } from '../errors';
import { grad } from '../gradients/grad';
import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import { describeShape, isStatic, type Dim } from '../shapes/shape';
import { add, mul } from './arithmetic';
import { pad } from './pad';
import { Body, joinNames, partToOnnx } from './several';
import { slice } from './slice';
import { sum } from './sum';

/** What is done with the rows of one piece. */
class RowsBody extends Body {
  /** @param rows stand for those of a piece */
  constructor(
    readonly rows: readonly Tensor[],
    results: readonly Tensor[],
  ) {
    super(results);
  }
}

type MapAttributes = Readonly<{ body: RowsBody }>;
type PartAttributes = Readonly<{ index: number; start: number; end: number }>;

/** Stands for rows within a body. */
const ROWS: Operation<Readonly<{ place: number }>> = {
  name: 'rows',
  toOnnx: () => {
    throw new TensorError('mapRows: rows were used outside the function that was given them.');
  },
};

const widthOf = (tensor: Tensor | undefined): number => Number(tensor?.shape[1]);

const MAP: Operation<MapAttributes> = {
  name: 'mapRows',
  toOnnx: ({ attributes: { body } }, inputs, onnx) => {
    const { rows, results } = body;
    const pieces = onnx.node('Shape', inputs.slice(rows.length), { start: 0, end: 1 });
    const cut = rows.map((row, i) => {
      const shape = onnx.node('Concat', [pieces, onnx.integers([-1, widthOf(row)])], { axis: 0 });
      return onnx.node('Reshape', [inputs[i] ?? '', shape]);
    });
    const graph = innerGraph(results, onnx, rows, rows[0]?.shape[0]);
    const attributes = { body: { graph }, num_scan_inputs: rows.length };
    const scanned = onnx.several('Scan', cut, results.length, attributes);
    return joinNames(
      scanned.map((name, i) =>
        onnx.node('Reshape', [name, onnx.integers([-1, widthOf(results[i])])]),
      ),
    );
  },
  gradient: ({ inputs, attributes: { body } }, g, wanted) => {
    const operands = inputs.slice(0, body.rows.length);
    const pieces = inputs.at(-1);
    if (!pieces) return [];
    const asked = [...operands.keys()].filter((i) => wanted[i]);
    const gs = partsOf(body.results).map(({ start, end }) => slice(g, 1, start, end));
    const backwards = (rows: readonly Tensor[]): Tensor[] => {
      const results = substituted(body, rows);
      const total = results
        .map((result, i) => sum(mul(result, rows[operands.length + i] ?? result)))
        .reduce((a, b) => add(a, b));
      return grad(
        total,
        asked.map((i) => rows[i] ?? total),
      );
    };
    const gradients = mapRows(backwards, [...operands, ...gs], pieces);
    return operands.map((_, i) => gradients[asked.indexOf(i)]);
  },
};

/** One of the results, which lie side by side in the tensor of all. */
const PART: Operation<PartAttributes> = {
  name: 'mapRowsPart',
  toOnnx: partToOnnx,
  gradient: ({ inputs: [x], attributes: { start, end } }, g) => [
    pad(g, 1, start, widthOf(x) - end),
  ],
};

function partsOf(results: readonly Tensor[]): PartAttributes[] {
  let end = 0;
  return results.map((result, index) => {
    const start = end;
    end += widthOf(result);
    return { index, start, end };
  });
}

/** The results with other tensors for the rows. */
function substituted(body: RowsBody, rows: readonly Tensor[]): Tensor[] {
  const done = new Map(body.rows.map((row, i) => [row, rows[i] ?? row]));
  for (const tensor of topologicalOrder(body.results, (one) => done.has(one))) {
    const inputs = tensor.inputs.map((input) => done.get(input) ?? input);
    const isSame = inputs.every((input, i) => input === tensor.inputs[i]);
    const { operation, kind, shape, attributes } = tensor;
    done.set(tensor, isSame ? tensor : makeTensor(operation, inputs, kind, shape, attributes));
  }
  return body.results.map((result) => done.get(result) ?? result);
}

/**
 * Applies a function to the rows of matrices piece by piece: what it computes on the way stays in
 * the processor's cache and is gone when the piece is done, and the gradient computes it once more.
 * Worth it where a function of many steps goes over so many rows that what it computes on the way
 * would fill the memory.
 * @param f of matrices of as many rows each: row i of its results must depend on row i of its
 *   operands and on constants alone
 * @param xs [n, ..], all float or all double
 * @param pieces has as many elements as there are pieces, which must divide n when the graph runs
 * @throws {TensorError} when these are no matrices of n rows
 */
export function mapRows(
  f: (rows: readonly Tensor[]) => readonly Tensor[],
  xs: readonly Tensor[],
  pieces: Tensor,
): Tensor[] {
  const [first] = xs;
  const [count] = first?.shape ?? [];
  if (!first || count === undefined) throw new TensorError('mapRows: there are no rows.');
  const { kind } = first;
  const rows = xs.map((x, place) => {
    checkMatrix(x, count, kind);
    return makeTensor(ROWS, [], kind, x.shape, { place });
  });
  const body = new RowsBody(rows, f(rows));
  const parts = partsOf(body.results);
  for (const result of body.results) checkMatrix(result, count, kind);
  const all = makeTensor(MAP, [...xs, pieces], kind, [count, parts.at(-1)?.end ?? 0], { body });
  return parts.map((part) => makeTensor(PART, [all], kind, [count, part.end - part.start], part));
}

function checkMatrix({ shape, kind }: Tensor, count: Dim, expected: string): void {
  const isMatrix = shape.length === 2 && shape[0] === count && isStatic(shape.slice(1));
  if (isMatrix && kind === expected) return;
  const found = `${kind} ${describeShape(shape)}`;
  throw new TensorError(`mapRows: takes and gives ${expected} [${count}, ..], not ${found}.`);
}
