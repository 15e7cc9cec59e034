import { tinyBase } from '../../test-support/tiny-base';
import { trainingPairs } from '../../test-support/training-pairs';
import { networkOf } from '../networks';
import type { Sample } from '../training/batches';
import { featurise } from '../training/featurise';
import { TrainingThread } from '../training/threads/training-thread';
import { TaskRunner } from './task-runner';

describe('the runner of a task', () => {
  const thread = new TrainingThread();
  afterAll(() => thread.stop());

  it.each(['cgcnn', 'megnet', 'm3gnet', 'alignn'] as const)(
    'puts steps and answers of a %s together of parts that cost little',
    async (architecture) => {
      const { card, tensors } = tinyBase(architecture);
      const network = networkOf(architecture);
      const pairs = trainingPairs().slice(0, 13);
      const crystals = pairs.map(({ crystal }) => crystal);
      const { graphs } = featurise({ architecture, config: card.config, crystals });
      const samples = pairs.map(({ value }, i): Sample => ({
        graph: graphs[i],
        targets: Float64Array.of(value + 1),
      }));
      const task = {
        network,
        config: network.parseConfig(card.config),
        targets: [{ output: card.properties[0]!.output, weight: 1 }],
        loss: { kind: 'huber', delta: 0.1 },
        fixed: new Set<string>(),
        norms: 'frozen',
      } as const;
      const ask = jest.spyOn(thread, 'ask');
      const ofRunner = async (key: string, mostCost?: number) => {
        const runner = await TaskRunner.create(task, key, thread, tensors, mostCost);
        ask.mockClear();
        const step = await runner.step(runner.start, samples);
        const answers = await runner.answers(runner.start, samples);
        return { ...step, answers, runs: ask.mock.calls.length };
      };
      const whole = await ofRunner(architecture);
      const ofParts = await ofRunner(`${architecture} in parts`, 3 * network.costOf(graphs[0]));
      expect(whole.runs).toBe(2);
      expect(ofParts.runs).toBeGreaterThanOrEqual(6);
      // Sums of single precision in another order.
      expect(ofParts.loss).toBeCloseTo(whole.loss, 5);
      const size = Math.hypot(...whole.gradient);
      const apart = Math.hypot(...whole.gradient.map((g, i) => g - (ofParts.gradient[i] ?? NaN)));
      expect(size).toBeGreaterThan(0);
      expect(apart / size).toBeLessThan(1e-4);
      for (const [i, answer] of whole.answers.entries()) {
        expect(ofParts.answers[i]).toBeCloseTo(answer, 4);
      }
    },
  );
});
