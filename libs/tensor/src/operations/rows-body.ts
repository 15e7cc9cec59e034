import { Simplifier } from '../encoding/simplify';
import { TensorError } from '../errors';
import { grad } from '../gradients/grad';
import type { Operation } from '../graph/operation';
import { makeTensor, type Tensor } from '../graph/tensor';
import { topologicalOrder } from '../graph/topological-order';
import { sameShape } from '../shapes/shape';
import { add, mul } from './arithmetic';
import { inputName } from './input';
import { sum } from './sum';

/** Stands for the rows of a piece. */
const ROWS: Operation<Readonly<{ place: number }>> = {
  name: 'rows',
  toOnnx: () => {
    throw new TensorError('mapRows: rows were used outside the function that was given them.');
  },
};

/** Stand-ins for some matrices, numbered from `first` on. */
export function rowsLike(xs: readonly Pick<Tensor, 'kind' | 'shape'>[], first: number): Tensor[] {
  return xs.map(({ kind, shape }, i) => makeTensor(ROWS, [], kind, shape, { place: first + i }));
}

/** Whether results depend on anything that is fed beside these rows: inputs, or rows of another function. */
export function takesMore(results: readonly Tensor[], rows: readonly Tensor[]): boolean {
  return topologicalOrder(results, (tensor) => rows.includes(tensor)).some(
    (tensor) => tensor.operation === ROWS || inputName(tensor) !== undefined,
  );
}

export const widthOf = (tensor: Tensor | undefined): number => Number(tensor?.shape[1]);

/** The gradient of a function of rows, as a function of rows that is linear in what comes back. */
export interface Backwards {
  /** Of the function's rows, of its factors, and of the gradients by its results, in this order. */
  readonly body: RowsBody;
  /** Which of the function's rows it takes. */
  readonly rows: readonly number[];
  /** Which of the function's factors. */
  readonly factors: readonly number[];
}

let bodies = 0;

/** A function of rows: what is done with those of a piece. */
export class RowsBody {
  /** Further results, that its gradient asks for. */
  readonly factors: Tensor[] = [];
  private readonly id = bodies++;
  private readonly simplifier = new Simplifier();
  private readonly known = new Map<string, Backwards>();

  /** @param rows stand for those of a piece */
  constructor(
    readonly rows: readonly Tensor[],
    readonly results: readonly Tensor[],
  ) {}

  /** Attributes are compared by their JSON; a body equals itself alone. */
  toJSON(): number {
    return this.id;
  }

  /** The gradient by some of the rows. What it needs and does not depend on what comes back is a factor. */
  backwards(asked: readonly number[]): Backwards {
    const key = asked.join();
    const found = this.known.get(key) ?? this.linearised(asked);
    this.known.set(key, found);
    return found;
  }

  private linearised(asked: readonly number[]): Backwards {
    const gradients = rowsLike(this.results, this.rows.length);
    const total = this.results
      .map((result, i) => sum(mul(result, gradients[i] ?? 0)))
      .reduce((a, b) => add(a, b));
    const slopes = grad(
      total,
      asked.map((i) => this.rows[i] ?? total),
    ).map((slope) => this.simplifier.simplify(slope));
    const roots = joinFactors(slopes, gradients).map((root) => this.simplifier.simplify(root));
    const needed = this.boundary(roots, reachedFrom(gradients, topologicalOrder(roots)));
    const rows = [...this.rows.keys()].filter((i) => needed.has(this.rows[i] ?? total));
    const factors = [...needed].filter((tensor) => !this.rows.includes(tensor));
    const outer = [...rows.map((i) => this.rows[i] ?? total), ...factors, ...gradients];
    const inner = rowsLike(outer, 0);
    const stand = new Map(outer.map((tensor, i) => [tensor, inner[i] ?? tensor]));
    return {
      body: new RowsBody(inner, substituted(roots, stand)),
      rows,
      factors: factors.map((factor) => this.indexOf(factor)),
    };
  }

  /** What linear tensors take of what depends on the rows alone, as matrices of rows. */
  private boundary(roots: readonly Tensor[], linear: ReadonlySet<Tensor>): Set<Tensor> {
    const order = topologicalOrder(roots);
    const ofRows = reachedFrom(this.rows, order);
    const needed = new Set<Tensor>();
    const take = (tensor: Tensor): void => {
      if (linear.has(tensor) || !ofRows.has(tensor)) return;
      const isMatrix = tensor.shape.length === 2 && tensor.shape[0] === this.rows[0]?.shape[0];
      if (isMatrix) needed.add(tensor);
      else tensor.inputs.forEach(take);
    };
    for (const tensor of order) if (linear.has(tensor)) tensor.inputs.forEach(take);
    return needed;
  }

  private indexOf(factor: Tensor): number {
    const index = this.factors.indexOf(factor);
    return index < 0 ? this.factors.push(factor) - 1 : index;
  }
}

/** The tensors of an order that depend on some leaves, with these. */
function reachedFrom(leaves: readonly Tensor[], order: readonly Tensor[]): Set<Tensor> {
  const reached = new Set(leaves);
  for (const tensor of order) {
    if (tensor.inputs.some((input) => reached.has(input))) reached.add(tensor);
  }
  return reached;
}

/** The roots with other tensors in the place of some. */
function substituted(roots: readonly Tensor[], stand: ReadonlyMap<Tensor, Tensor>): Tensor[] {
  return rebuilt(roots, new Map(stand), (tensor) => tensor);
}

/**
 * Makes of (g · a) · b, where g depends on the leaves alone of the three, g · (a · b): a product
 * that is one factor.
 */
function joinFactors(roots: readonly Tensor[], leaves: readonly Tensor[]): Tensor[] {
  const linear = new Set(leaves);
  /** A product of something linear with something that is not, of the same shape. */
  const scaled = (tensor: Tensor): { base: Tensor; factor: Tensor } | undefined => {
    const [a, b] = tensor.inputs;
    if (tensor.operation.name !== 'mul' || !a || !b || linear.has(a) === linear.has(b)) return;
    const [base, factor] = linear.has(a) ? [a, b] : [b, a];
    const isPlain = [base, factor].every(({ shape }) => sameShape(shape, tensor.shape));
    return isPlain ? { base, factor } : undefined;
  };
  return rebuilt(roots, new Map(), (tensor) => {
    if (tensor.inputs.some((input) => linear.has(input))) linear.add(tensor);
    const outer = scaled(tensor);
    const inner = outer && scaled(outer.base);
    if (!inner) return tensor;
    const joined = mul(inner.base, mul(inner.factor, outer.factor));
    linear.add(joined);
    return joined;
  });
}

/** Builds the roots anew of what `done` has and of what `change` makes of each other tensor. */
function rebuilt(
  roots: readonly Tensor[],
  done: Map<Tensor, Tensor>,
  change: (tensor: Tensor) => Tensor,
): Tensor[] {
  for (const tensor of topologicalOrder(roots, (one) => done.has(one))) {
    const inputs = tensor.inputs.map((input) => done.get(input) ?? input);
    const isSame = inputs.every((input, i) => input === tensor.inputs[i]);
    const { operation, kind, shape, attributes } = tensor;
    done.set(
      tensor,
      change(isSame ? tensor : makeTensor(operation, inputs, kind, shape, attributes)),
    );
  }
  return roots.map((root) => done.get(root) ?? root);
}
