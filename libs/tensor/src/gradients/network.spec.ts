import { argument, gradientErrors } from '../../test-support/check-gradients';
import { largestDifference } from '../../test-support/close';
import { randomValues } from '../../test-support/random';
import { run } from '../../test-support/run';
import {
  add,
  concat,
  constant,
  cos,
  div,
  exp,
  gather,
  grad,
  input,
  matmul,
  mul,
  neg,
  relu,
  segmentMax,
  segmentSum,
  sigmoid,
  silu,
  slice,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  type Shape,
  type Tensor,
} from '../index';

const FEATURES = 4;
const RADIAL = 3;

const source = input('source', 'int', ['edges']);
const target = input('target', 'int', ['edges']);
const SOURCE = Int32Array.of(0, 1, 1, 2, 3, 3, 0);
const TARGET = Int32Array.of(1, 0, 2, 1, 3, 0, 3);
const SIZES = { edges: SOURCE.length, atoms: 4 };
const EXTRA = {
  source: { data: SOURCE, dims: [SOURCE.length] },
  target: { data: TARGET, dims: [TARGET.length] },
};

const WEIGHTS: Readonly<Record<string, readonly [number, number]>> = {
  message: [2 * FEATURES + RADIAL, 2 * FEATURES],
  bias: [1, 2 * FEATURES],
  attention: [FEATURES, 1],
  output: [FEATURES, 1],
};

/**
 * Energies of atoms by a small network with the parts that real ones have: radial functions of bond
 * vectors, gated messages, attention, residual layers.
 */
function network(bonds: Tensor, atoms: Tensor, weights: Record<string, Tensor>): Tensor {
  const { message = bonds, bias = bonds, attention = bonds, output = bonds } = weights;
  const distance = sqrt(sum(square(bonds), [1], true));
  const envelope = mul(0.5, add(1, cos(mul(distance, 0.6))));
  const centres = constant([0.5, 1, 1.5], [1, RADIAL]);
  const radial = mul(envelope, exp(neg(square(sub(distance, centres)))));
  const parts = [gather(atoms, source), gather(atoms, target), radial];
  const both = add(matmul(concat(parts, 1), message), bias);
  const gate = sigmoid(slice(both, 1, 0, FEATURES));
  const messages = mul(gate, softplus(slice(both, 1, FEATURES, 2 * FEATURES)));
  const score = matmul(tanh(messages), attention);
  const height = exp(sub(score, gather(segmentMax(score, source, 'atoms'), source)));
  const share = div(height, gather(segmentSum(height, source, 'atoms'), source));
  const updated = add(atoms, segmentSum(mul(share, messages), source, 'atoms'));
  return add(matmul(silu(updated), output), mul(0.1, matmul(relu(updated), output)));
}

const shapes: [string, Shape][] = [
  ['bonds', ['edges', 3]],
  ['atoms', ['atoms', FEATURES]],
  ...Object.entries(WEIGHTS),
];
const args = shapes.map(([, shape]) => argument(shape, [-1, 1], SIZES));

function build(bonds: Tensor, atoms: Tensor, ...weights: Tensor[]): Tensor {
  const named = Object.keys(WEIGHTS).map((name, i) => [name, weights[i] ?? bonds] as const);
  return network(bonds, atoms, Object.fromEntries(named));
}

describe('derivatives of a whole network', () => {
  it('of energies by bonds, atoms and weights, first and second', async () => {
    const errors = await gradientErrors(build, args, EXTRA);
    expect(errors.first).toBeLessThan(1e-8);
    expect(errors.second).toBeLessThan(1e-8);
  });

  it('of a loss of energy and forces by the weights', async () => {
    const loss = (bonds: Tensor, atoms: Tensor, ...weights: Tensor[]) => {
      const energies = build(bonds, atoms, ...weights);
      const [force = energies] = grad(sum(energies), [bonds]);
      return add(square(sum(energies)), mul(0.3, sum(square(force))));
    };
    // Its first derivative holds second ones of the network, its second derivative third ones.
    const errors = await gradientErrors(loss, args, EXTRA);
    expect(errors.first).toBeLessThan(1e-8);
    expect(errors.second).toBeLessThan(1e-7);
  });

  it('agree in float32 and float64, weights as constants or as inputs', async () => {
    const xs = shapes.map(([name, shape]) => input(name, 'float', shape));
    const values = args.map((arg) => randomValues(arg.values.length));
    const sizes = Object.values(WEIGHTS);
    const fixed = xs.map((x, i) => (i < 2 ? x : constant(values[i] ?? [], sizes[i - 2])));
    const outputs = Object.fromEntries(
      [xs, fixed].flatMap((list, i) => {
        const [bonds, atoms, ...weights] = list;
        const energy = sum(build(bonds!, atoms!, ...weights));
        const [force = energy] = grad(energy, [bonds!]);
        return [
          [`energy${i}`, energy],
          [`force${i}`, force],
        ];
      }),
    );
    const feeds = {
      ...EXTRA,
      ...Object.fromEntries(
        shapes.map(([name], i) => [name, { data: values[i]!, dims: args[i]!.dims! }]),
      ),
    };
    const [double, single] = [await run(outputs, feeds), await run(outputs, feeds, 'float32')];
    for (const name of ['energy', 'force']) {
      const exact = double[`${name}0`]!.data;
      // Some tens of roundings on values of order 1.
      expect(largestDifference(double[`${name}1`]!.data, exact)).toBeLessThan(1e-13);
      expect(largestDifference(single[`${name}0`]!.data, exact)).toBeLessThan(5e-6);
      expect(largestDifference(single[`${name}1`]!.data, exact)).toBeLessThan(5e-6);
    }
  });
});
