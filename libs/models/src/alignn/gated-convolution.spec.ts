import { encodeOnnx, grad, input, Session, sum } from '@nano-os/tensor';
import { open } from './gated-convolution';

describe('a gate', () => {
  const x = input('x', 'float', ['links']);
  const run = async (values: readonly number[]): Promise<Record<string, number[]>> => {
    const [slope] = grad(sum(open(x), [0]), [x]);
    if (!slope) throw new Error('no gradient');
    const session = await Session.create(encodeOnnx({ gate: open(x), slope }));
    const outputs = await session.run({
      x: { data: Float32Array.from(values), dims: [values.length] },
    });
    await session.dispose();
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [name, Array.from(data, Number)]),
    );
  };

  it('is the logistic function, also where it is nearly closed', async () => {
    const values = [-60, -30, -5, 0, 2, 30];
    const { gate = [] } = await run(values);
    values.forEach((value, i) => {
      const exact = 1 / (1 + Math.exp(-value));
      // A few units of single precision.
      expect(Math.abs((gate[i] ?? NaN) / exact - 1)).toBeLessThan(5e-7);
    });
  });

  it('has a gradient that is a number however far it is from open', async () => {
    const { gate, slope } = await run([-1e30, -1e4, -100, 100, 1e4]);
    expect(slope).toHaveLength(5);
    for (const closed of slope ?? []) expect(Math.abs(closed)).toBeLessThan(1e-30);
    expect(gate?.slice(3)).toEqual([1, 1]);
    for (const closed of gate?.slice(0, 3) ?? []) expect(closed).toBeLessThan(1e-30);
  });
});
