import type { Structure } from '@nano-os/crystal';
import { KNOWN } from '../../../crystal/test-support/known-crystals';
import { seededAlignn } from '../../test-support/alignn-figures';
import { HAS_GOLDEN, readGolden } from '../../test-support/golden';
import { openNetwork } from '../../test-support/open-network';
import { sameCrystals } from '../../test-support/same-crystals';
import { alignn } from '.';

/** Answers for other descriptions of each crystal, alone and in a batch. */
async function expectInvariance(
  name: 'published' | 'small',
  precision: 'float32' | 'float64',
  crystals: readonly Structure[],
  tolerance: number,
): Promise<void> {
  const { raw, tensors } = seededAlignn(name);
  const network = await openNetwork(alignn, raw, tensors, precision);
  for (const crystal of crystals) {
    const variants = sameCrystals(crystal);
    const [single] = await network.predict(crystal);
    expect(await network.predict(crystal)).toEqual([single]);
    const batch = await network.predict(crystal, ...variants.map(({ structure }) => structure));
    const value = single!.value as number;
    expect(Number.isFinite(value)).toBe(true);
    const gaps = batch.map((answer) => Math.abs((answer.value as number) - value));
    expect(gaps[0]).toBeLessThan(1e-6);
    for (const [index, variant] of variants.entries()) {
      const gap = gaps[index + 1]! / Math.max(1, Math.abs(value));
      if (!(gap < tolerance)) throw new Error(`${crystal.formula} ${variant.name}: ${gap}`);
    }
  }
  await network.dispose();
}

describe('ALIGNN', () => {
  it('answers the same for every description of a crystal', async () => {
    const crystals = KNOWN.map(({ crystal }) => crystal);
    await expectInvariance('small', 'float64', crystals, 1e-9);
  });
});

const suite = HAS_GOLDEN ? describe : describe.skip;

suite('ALIGNN on 50 crystals (skipped where NANO_OS_SHARED has none)', () => {
  it('answers the same for every description of a crystal', async () => {
    const crystals = readGolden().map(({ structure }) => structure);
    await expectInvariance('published', 'float32', crystals.slice(0, 50), 1e-5);
  });
});
