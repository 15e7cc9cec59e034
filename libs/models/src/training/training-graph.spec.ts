import { Session, type Feed, type OutputValues } from '@nano-os/tensor';
import { alignnStep, cgcnnStep, m3gnetStep, megnetStep } from '../../test-support/training-tasks';
import { potentialStep } from '../../test-support/potential-step';
import type { StoredTensor } from '../safetensors';
import { batchFeeds, type Sample } from './batches';
import { names, trainingGraph, type Task, type TrainingGraph } from './training-graph';

/** A step of our graph in double precision. */
async function open(task: Task, weights: ReadonlyMap<string, StoredTensor>) {
  const graph = trainingGraph(task, 'float64');
  const session = await Session.create(graph.onnx);
  const fed = new Map(
    [...graph.trained.list, ...graph.fixed.list].map(({ name, shape }): [string, Feed] => {
      const data = Float64Array.from(weights.get(name)!.data as Float32Array);
      return [names.weight(name), { data, dims: shape }];
    }),
  );
  return {
    graph,
    /** Loss and gradients; with the first number of a weight moved. */
    run: (samples: readonly Sample[], moved = '', by = 0) => {
      const feeds: Record<string, Feed> = Object.fromEntries(fed);
      const weight = fed.get(names.weight(moved));
      if (weight) {
        const data = weight.data.map((value, index) => (index === 0 ? value + by : value));
        feeds[names.weight(moved)] = { ...weight, data };
      }
      return session.run({ ...batchFeeds(task.network, task.config, samples), ...feeds });
    },
    dispose: () => session.dispose(),
  };
}

async function run(
  task: Task,
  samples: readonly Sample[],
  weights: ReadonlyMap<string, StoredTensor>,
) {
  const step = await open(task, weights);
  const outputs = await step.run(samples);
  await step.dispose();
  return { graph: step.graph, outputs };
}

function expectGradients(
  { trained }: TrainingGraph,
  outputs: Readonly<Record<string, OutputValues>>,
  gradients: ReadonlyMap<string, StoredTensor>,
): void {
  for (const { name } of trained.list) {
    const expected = gradients.get(name)!.data as Float32Array;
    const found = outputs[names.gradient(name)]!.data;
    const size = Math.max(...expected.map(Math.abs));
    const off = Math.max(...expected.map((value, i) => Math.abs(value - Number(found[i]))));
    // Some gradients vanish, such as of a bias before a norm: what remains there is rounding.
    expect([name, off < 1e-6 * size + 1e-9]).toEqual([name, true]);
  }
}

describe('the gradient of a training step', () => {
  // Figures are of double precision, kept as single: 6e-8 of each number.
  it.each([
    ['CGCNN, with batch norms of merged graphs', cgcnnStep(), 20],
    ['MEGNet', megnetStep(), 60],
    ['M3GNet', m3gnetStep(), 80],
    ['ALIGNN, with batch norms of merged graphs', alignnStep(), 60],
  ])('is that of the authors’ code: %s', async (_, step, least) => {
    const { task, graphs, weights, figures } = step;
    const samples = graphs.map((each, index) => ({
      graph: each,
      targets: Float64Array.of(figures.targets[index]!),
    }));
    const { graph, outputs } = await run(task, samples, weights);
    expect(Math.abs(outputs.loss!.data[0]! / step.figures.loss - 1)).toBeLessThan(1e-7);
    expect(graph.trained.list.length).toBeGreaterThan(least);
    expectGradients(graph, outputs, step.gradients);
  });

  it('is that of matgl for energies, forces and stresses together', async () => {
    const { task, samples, weights, gradients, loss } = potentialStep();
    const { graph, outputs } = await run(task, samples, weights);
    expect(Math.abs(outputs.loss!.data[0]! / loss - 1)).toBeLessThan(1e-7);
    expect(graph.trained.list.length).toBeGreaterThan(80);
    expectGradients(graph, outputs, gradients);
  });

  it('is that of differences of the loss of forces', async () => {
    const { task, samples, weights } = potentialStep();
    const forces = {
      ...task,
      targets: task.targets.map((target) =>
        target.output === 'forces' ? target : { ...target, weight: 0 },
      ),
    };
    const opened = await open(forces, weights);
    const outputs = await opened.run(samples);
    const lossWith = async (name: string, by: number): Promise<number> =>
      Number((await opened.run(samples, name, by)).loss!.data[0]);
    for (const name of ['embedding', 'block.0.triple.core', 'block.1.bond.gate.1.weight']) {
      const step = 1e-5;
      const slope = ((await lossWith(name, step)) - (await lossWith(name, -step))) / (2 * step);
      const found = Number(outputs[names.gradient(name)]!.data[0]);
      // The second order of the differences, and rounding over the step.
      expect(Math.abs(found - slope)).toBeLessThan(1e-7 * Math.abs(slope) + 1e-9);
    }
    await opened.dispose();
  });
});
