import { encodeOnnx, grad, input, Session } from '@nano-os/tensor';
import { lossOf, type Loss, type Target } from './loss';

const ANSWERS = Float64Array.of(0.3, -0.8, 1.7, 0.02, -0.6);
const TARGETS = Float64Array.of(0, 0, 1, 0.5, -2);

/** The loss and its gradient by the answers. */
async function lossAt(answers: Float64Array, loss: Loss, target: Target, known: Float64Array) {
  const dims = [answers.length];
  const answer = input('answer', 'float', ['crystals']);
  const total = lossOf([answer], [target], loss, (of) => input(of, 'float', ['crystals']));
  const [gradient = total] = grad(total, [answer]);
  const session = await Session.create(encodeOnnx({ total, gradient }, { precision: 'float64' }));
  const outputs = await session.run({
    answer: { data: answers, dims },
    targets: { data: TARGETS, dims },
    known: { data: known, dims },
  });
  await session.dispose();
  return {
    total: Number(outputs.total!.data[0]),
    gradient: [...outputs.gradient!.data].map(Number),
  };
}

const ALL = Float64Array.of(1, 1, 1, 1, 1);
const PLAIN: Target = { output: 'answer', weight: 2 };

describe('losses', () => {
  it.each([
    [{ kind: 'l1', delta: 1 }, PLAIN],
    [{ kind: 'l2', delta: 1 }, PLAIN],
    [{ kind: 'huber', delta: 0.5 }, PLAIN],
    [
      { kind: 'huber', delta: 0.5 },
      { ...PLAIN, floor: 0 },
    ],
  ] as [Loss, Target][])(
    'have the gradient of finite differences: %j of %j',
    async (loss, target) => {
      const known = Float64Array.of(1, 1, 0, 1, 1);
      const { gradient } = await lossAt(ANSWERS, loss, target, known);
      const step = 1e-6;
      for (const [index, found] of gradient.entries()) {
        const at = (by: number) =>
          lossAt(
            ANSWERS.map((value, i) => (i === index ? value + by : value)),
            loss,
            target,
            known,
          );
        const [above, below] = [await at(step), await at(-step)];
        expect(Math.abs((above.total - below.total) / (2 * step) - found)).toBeLessThan(1e-8);
      }
      // What is not known pulls nowhere.
      expect(gradient[2]).toBe(0);
    },
  );

  it('is a mean over what is known, times the weight', async () => {
    const l1: Loss = { kind: 'l1', delta: 1 };
    const { total } = await lossAt(ANSWERS, l1, PLAIN, Float64Array.of(0, 1, 1, 0, 0));
    expect(total).toBeCloseTo((2 * (0.8 + 0.7)) / 2, 12);
    expect(
      (
        await lossAt(
          ANSWERS,
          l1,
          PLAIN,
          ALL.map(() => 0),
        )
      ).total,
    ).toBe(0);
  });

  it('lets answers lie below a least value that the target has', async () => {
    const l1: Loss = { kind: 'l1', delta: 1 };
    const floored = { output: 'answer', weight: 1, floor: 0 };
    const { total } = await lossAt(ANSWERS, l1, floored, Float64Array.of(1, 1, 0, 1, 0));
    expect(total).toBeCloseTo((0.3 + 0 + 0.48) / 3, 12);
  });
});
