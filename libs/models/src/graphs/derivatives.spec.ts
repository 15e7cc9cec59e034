import {
  add,
  cast,
  encodeOnnx,
  grad,
  input,
  mul,
  Session,
  sum,
  type Feed,
  type Feeds,
  type Tensor,
} from '@nano-os/tensor';
import { findInput } from '../../test-support/find-input';
import { SEEDED_CRYSTALS } from '../../test-support/seeded-figures';
import { TINY_CGCNN, TINY_MEGNET } from '../../test-support/tiny-networks';
import { uniform } from '../../test-support/uniform';
import { cgcnn } from '../cgcnn';
import { megnet } from '../megnet';
import type { Network, WeightSource } from '../network';
import type { CrystalGraph } from './crystal-graph';

/** Step of the differences: their error is of its square, that of rounding of its inverse. */
const STEP = 1e-5;
const KERAS_MEGNET = {
  ...TINY_MEGNET,
  activateUpdates: false,
  blocks: 1,
  set2set: { size: 3, steps: 2, projected: true, gate: 'hard-sigmoid', keepsCell: false },
};

interface Setup {
  /** One number of all outputs of all crystals. */
  readonly total: Tensor;
  /** The weights and the lengths of the bonds. */
  readonly variables: ReadonlyMap<string, Tensor>;
  readonly feeds: Feeds;
}

function setUp<Config>(network: Network<Config, CrystalGraph>, configuration: unknown): Setup {
  const config = network.parseConfig(configuration);
  const next = uniform(11);
  const variables = new Map<string, Tensor>();
  const graphs = SEEDED_CRYSTALS.map((crystal) => network.featurise(crystal, config));
  const feeds: Record<string, Feed> = { ...network.collate(graphs, config) };
  const weights: WeightSource = (name, shape) => {
    const weight = variables.get(name) ?? input(name, 'float', shape);
    if (variables.has(name)) return weight;
    variables.set(name, weight);
    const count = shape.reduce((product, size) => product * size, 1);
    const [offset, factor] = name.endsWith('.variance') ? [0.5, 1] : [-0.6, 1.2];
    const data = Float64Array.from({ length: count }, () => offset + factor * next());
    feeds[name] = { data, dims: shape };
    return weight;
  };
  const outputs = Object.values(network.build(config, weights));
  // Squared, so that no second derivative is 0.
  const total = outputs.map((each) => sum(mul(each, each), [0])).reduce((a, b) => add(a, b));
  variables.set('shell_distance', findInput(total, 'shell_distance'));
  return { total, variables, feeds };
}

/** Numbers of both signs for every element of every variable. */
function directionOf({ variables, feeds }: Setup, seed: number): Map<string, Float64Array> {
  const next = uniform(seed);
  return new Map(
    [...variables.keys()]
      .map((name) => [name, feeds[name]!.data.length] as const)
      .map(([name, count]) => [name, Float64Array.from({ length: count }, () => 2 * next() - 1)]),
  );
}

/** The feeds with all variables a step further in a direction. */
function moved(feeds: Feeds, direction: ReadonlyMap<string, Float64Array>, step: number): Feeds {
  const result: Record<string, Feed> = { ...feeds };
  for (const [name, along] of direction) {
    const { data, dims } = feeds[name]!;
    result[name] = { data: Float64Array.from(data, (x, i) => x + step * along[i]!), dims };
  }
  return result;
}

/** The derivative of a tensor along a direction that is fed, summed over all variables. */
function along(y: Tensor, { variables }: Setup, prefix: string): Tensor {
  const names = [...variables.keys()];
  const gradients = grad(y, [...variables.values()]);
  return gradients
    .map((gradient, index) => {
      const { kind, shape } = gradient;
      const terms = mul(gradient, input(`${prefix}${names[index]!}`, kind, shape));
      return cast(sum(terms, [...shape.keys()]), 'double');
    })
    .reduce((a, b) => add(a, b));
}

const named = (prefix: string, direction: Map<string, Float64Array>, feeds: Feeds): Feeds =>
  Object.fromEntries(
    [...direction].map(([name, data]) => [`${prefix}${name}`, { data, dims: feeds[name]!.dims }]),
  );

describe('derivatives of networks by weights and bond lengths', () => {
  it.each([
    ['CGCNN', setUp(cgcnn, TINY_CGCNN)],
    ['MEGNet as matgl has it', setUp(megnet, TINY_MEGNET)],
    ['MEGNet as Keras had it', setUp(megnet, KERAS_MEGNET)],
  ])('are those of finite differences, the first and the second: %s', async (_, setup) => {
    const first = along(setup.total, setup, 'u:');
    const second = along(first, setup, 'v:');
    const onnx = encodeOnnx({ total: setup.total, first, second }, { precision: 'float64' });
    const session = await Session.create(onnx);
    const [u, v] = [directionOf(setup, 21), directionOf(setup, 22)];
    const directions = { ...named('u:', u, setup.feeds), ...named('v:', v, setup.feeds) };
    const at = async (feeds: Feeds): Promise<Record<'total' | 'first' | 'second', number>> => {
      const { total, first: slope, second: bend } = await session.run({ ...feeds, ...directions });
      return { total: total!.data[0]!, first: slope!.data[0]!, second: bend!.data[0]! };
    };
    const here = await at(setup.feeds);
    const [ahead, behind] = [
      await at(moved(setup.feeds, u, STEP)),
      await at(moved(setup.feeds, u, -STEP)),
    ];
    const slope = (ahead.total - behind.total) / (2 * STEP);
    expect(Math.abs(here.first / slope - 1)).toBeLessThan(1e-7);
    const [left, right] = [
      await at(moved(setup.feeds, v, -STEP)),
      await at(moved(setup.feeds, v, STEP)),
    ];
    const bend = (right.first - left.first) / (2 * STEP);
    expect(Math.abs(here.second / bend - 1)).toBeLessThan(1e-6);
    await session.dispose();
  });
});
