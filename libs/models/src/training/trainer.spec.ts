import { oddCrystals, TINY_M3GNET } from '../../test-support/tiny-m3gnet';
import { TINY_CGCNN, TINY_MEGNET } from '../../test-support/tiny-networks';
import { alignnStep, cgcnnStep, m3gnetStep, megnetStep } from '../../test-support/training-tasks';
import { tensorsOf } from '../../test-support/training-figures';
import type { Architecture } from '../cards/card';
import { networkOf } from '../networks';
import { layerInputs } from './first-weights';
import { initialStatistics, initialWeights } from './initial-weights';
import { TrainingThread } from './threads/training-thread';
import { startOf, Trainer } from './trainer';
import { trainingGraph, type Task } from './training-graph';

const threads = [new TrainingThread()];
afterAll(() => Promise.all(threads.map((thread) => thread.stop())));

describe('a training step', () => {
  // Single precision: losses, statistics and weights to 1e-5 of those of the authors' code in double.
  it.each([
    ['CGCNN', cgcnnStep(), 'readout.weight', 'fc_out.weight'],
    ['MEGNet', megnetStep(), 'readout.2.weight', 'model.output_proj.layers.4.weight'],
    ['M3GNet', m3gnetStep(), 'output.2.weight', 'model.final_layer.layers.4.weight'],
    ['ALIGNN', alignnStep(), 'readout.weight', 'fc.weight'],
  ])('is that of PyTorch: %s', async (_, step, ours, theirs) => {
    const { task, figures, graphs, weights, gradients } = step;
    const graph = trainingGraph(task);
    const trainer = await Trainer.create(
      task,
      {
        adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: figures.decay },
        schedule: { kind: 'constant', rate: figures.rate },
        epochs: 1,
        batch: graphs.length,
        clip: Infinity,
      },
      threads,
      graph.fixed.fromTensors(weights),
      graph,
      startOf(graph, graph.trained.fromTensors(weights), graph.statistics.fromTensors(weights), 1),
    );
    const samples = graphs.map((each, index) => ({
      graph: each,
      targets: Float64Array.of(figures.targets[index]!),
    }));
    const loss = await trainer.trainEpoch(samples);
    expect(Math.abs(loss / figures.loss - 1)).toBeLessThan(1e-5);

    const after = graph.trained.toTensors(trainer.state.weights).get(ours)!.data as Float32Array;
    // A single column, so that it has the same order either way round.
    const expected = tensorsOf(figures.after).get(theirs)!.data as Float32Array;
    expect(Math.max(...after.map((x, i) => Math.abs(x - expected[i]!)))).toBeLessThan(1e-5);

    const seen = graph.statistics.toTensors(trainer.state.statistics);
    for (const [name, { data }] of seen) {
      const wanted = gradients.get(name)!.data as Float32Array;
      const found = data as Float32Array;
      const size = Math.max(...wanted.map(Math.abs));
      const off = Math.max(...found.map((x, i) => Math.abs(x - wanted[i]!)));
      expect([name, off < 1e-5 * size]).toEqual([name, true]);
    }
  });
});

describe('training', () => {
  it.each<[Architecture, string, string, object]>([
    ['cgcnn', '', 'value', TINY_CGCNN],
    ['megnet', '', 'first', TINY_MEGNET],
    ['m3gnet', ', Set2Set', 'value', { ...TINY_M3GNET, readout: 'set2set' }],
    ['m3gnet', ', weighted sum', 'value', { ...TINY_M3GNET, readout: 'weighted' }],
  ])('makes the loss of a batch smaller: %s%s', async (architecture, _, output, configuration) => {
    const network = networkOf(architecture);
    const config = network.parseConfig(configuration);
    const task: Task = {
      network,
      config,
      targets: [{ output, weight: 1 }],
      loss: { kind: 'l2', delta: 1 },
      fixed: new Set(['atom_features']),
    };
    const graph = trainingGraph(task);
    const trainer = await Trainer.create(
      task,
      {
        adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
        schedule: { kind: 'constant', rate: 0.01 },
        epochs: 1,
        batch: 6,
        clip: 10,
      },
      threads,
      initialWeights(graph.fixed, layerInputs(graph.fixed), 1),
      graph,
      startOf(
        graph,
        initialWeights(graph.trained, layerInputs(graph.trained), 2),
        initialStatistics(graph.statistics),
        3,
      ),
    );
    const samples = oddCrystals(6).map((crystal, index) => ({
      graph: network.featurise(crystal, config),
      targets: Float64Array.of(2 + 0.1 * index),
    }));
    const losses: number[] = [];
    for (let step = 0; step < 40; step++) losses.push(await trainer.trainEpoch(samples));
    expect(losses.at(-1)!).toBeLessThan(0.1 * losses[0]!);
  });
});
