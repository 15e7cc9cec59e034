import { encodeOnnx, input, Session } from '@nano-os/tensor';
import { expandInGaussians } from './gaussians';

const DISTANCES = Float64Array.of(0.1, 1.3, 2.05, 3.7, 7.99);
const GAUSSIANS = { first: 0, last: 8, count: 41, sharpness: 25 };
/** The least float32 that processors multiply at full speed. */
const LEAST_NORMAL = 2 ** -126;

describe('the expansion in Gaussians', () => {
  it('has their values, and none too small to be multiplied fast', async () => {
    const y = expandInGaussians(input('x', 'double', ['bonds']), GAUSSIANS);
    const session = await Session.create(encodeOnnx({ y }));
    const { data } = (await session.run({ x: { data: DISTANCES, dims: [5] } })).y!;
    await session.dispose();
    const expected = [...DISTANCES].flatMap((distance) =>
      Array.from({ length: 41 }, (_, index) => Math.exp(-25 * (distance - 0.2 * index) ** 2)),
    );
    // Single precision.
    expect(Math.max(...expected.map((value, i) => Math.abs(value - data[i]!)))).toBeLessThan(1e-6);
    expect(Math.min(...expected)).toBeLessThan(LEAST_NORMAL);
    // And their products with weights are not too small either.
    expect(Math.min(...data)).toBeGreaterThan(1e9 * LEAST_NORMAL);
  });
});
