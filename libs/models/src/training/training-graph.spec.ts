import { Session, type Feed } from '@nano-os/tensor';
import {
  alignnStep,
  cgcnnStep,
  m3gnetStep,
  megnetStep,
  type ComparedStep,
} from '../../test-support/training-tasks';
import { batchFeeds } from './batches';
import { names, trainingGraph } from './training-graph';

/** Loss and gradients of a step by our graph, in double precision. */
async function run({ task, graphs, weights, figures }: ComparedStep) {
  const graph = trainingGraph(task, 'float64');
  const session = await Session.create(graph.onnx);
  const fed = [...graph.trained.list, ...graph.fixed.list].map(
    ({ name, shape }): [string, Feed] => {
      const data = Float64Array.from(weights.get(name)!.data as Float32Array);
      return [names.weight(name), { data, dims: shape }];
    },
  );
  const samples = graphs.map((each, index) => ({
    graph: each,
    targets: Float64Array.of(figures.targets[index]!),
  }));
  const outputs = await session.run({
    ...batchFeeds(task.network, task.config, samples),
    ...Object.fromEntries(fed),
  });
  await session.dispose();
  return { graph, outputs };
}

describe('the gradient of a training step', () => {
  // Figures are of double precision, kept as single: 6e-8 of each number.
  it.each([
    ['CGCNN, with batch norms of merged graphs', cgcnnStep(), 20],
    ['MEGNet', megnetStep(), 60],
    ['M3GNet', m3gnetStep(), 80],
    ['ALIGNN, with batch norms of merged graphs', alignnStep(), 60],
  ])('is that of the authors’ code: %s', async (_, step, least) => {
    const { graph, outputs } = await run(step);
    expect(Math.abs(outputs.loss!.data[0]! / step.figures.loss - 1)).toBeLessThan(1e-7);
    expect(graph.trained.list.length).toBeGreaterThan(least);
    for (const { name } of graph.trained.list) {
      const expected = step.gradients.get(name)!.data as Float32Array;
      const found = outputs[names.gradient(name)]!.data;
      const size = Math.max(...expected.map(Math.abs));
      const off = Math.max(...expected.map((value, i) => Math.abs(value - Number(found[i]))));
      // Some gradients vanish, such as of a bias before a norm: what remains there is rounding.
      expect([name, off < 1e-6 * size + 1e-9]).toEqual([name, true]);
    }
  });
});
