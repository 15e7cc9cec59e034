import { ALIGNN_CRYSTALS, seededAlignn } from '../../test-support/alignn-figures';
import { HAS_GOLDEN, readGolden } from '../../test-support/golden';
import { openNetwork } from '../../test-support/open-network';
import { alignn } from '.';

const NETWORKS = ['published', 'small'] as const;
const suite = HAS_GOLDEN ? describe : describe.skip;

/** Largest difference between our answers and the authors', which are in double precision. */
async function furthest(
  name: (typeof NETWORKS)[number],
  precision: 'float32' | 'float64',
): Promise<number> {
  const { raw, tensors, values } = seededAlignn(name);
  const network = await openNetwork(alignn, raw, tensors, precision);
  const gaps: number[] = [];
  for (const [index, { structure }] of ALIGNN_CRYSTALS.entries()) {
    const [answer] = await network.predict(structure);
    gaps.push(Math.abs((answer!.value as number) - values[index]!));
  }
  await network.dispose();
  expect(gaps).toHaveLength(20);
  return Math.max(...gaps);
}

describe('ALIGNN', () => {
  it.each(NETWORKS)('answers what the authors’ program answers: %s configuration', async (name) => {
    // What is left is the rounding of three biases that became one.
    expect(await furthest(name, 'float64')).toBeLessThan(1e-8);
    expect(await furthest(name, 'float32')).toBeLessThan(1e-5);
  });
});

suite('ALIGNN on golden crystals (skipped where NANO_OS_SHARED has none)', () => {
  it.each(NETWORKS)('answers what the authors’ program answers: %s configuration', async (name) => {
    const { raw, tensors, golden } = seededAlignn(name);
    const network = await openNetwork(alignn, raw, tensors);
    const crystals = readGolden();
    const gaps: number[] = [];
    for (const [index, value] of Object.entries(golden)) {
      const [answer] = await network.predict(crystals[Number(index)]!.structure);
      gaps.push(Math.abs((answer!.value as number) - value));
    }
    await network.dispose();
    expect(gaps).toHaveLength(20);
    expect(Math.max(...gaps)).toBeLessThan(1e-5);
  });
});
