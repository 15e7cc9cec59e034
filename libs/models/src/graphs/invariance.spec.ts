import type { Structure } from '@nano-os/crystal';
import { KNOWN } from '../../../crystal/test-support/known-crystals';
import { HAS_GOLDEN, openPublished, readGolden } from '../../test-support/golden';
import { openNetwork, randomTensors, type OpenNetwork } from '../../test-support/open-network';
import { sameCrystals } from '../../test-support/same-crystals';
import { TINY_CGCNN, TINY_MEGNET } from '../../test-support/tiny-networks';
import { cgcnn } from '../cgcnn';
import { megnet } from '../megnet';
import type { CrystalOutputs } from '../network';
import type { CrystalGraph } from './crystal-graph';

const valuesOf = (outputs: CrystalOutputs): number[] => Object.values(outputs) as number[];

/** How far two answers are apart, as a share of the larger of them and 1. */
function difference(a: CrystalOutputs, b: CrystalOutputs): number {
  const others = valuesOf(b);
  const gaps = valuesOf(a).map(
    (value, index) => Math.abs(value - others[index]!) / Math.max(1, Math.abs(value)),
  );
  return Math.max(...gaps);
}

async function expectInvariance(
  network: OpenNetwork<CrystalGraph>,
  crystals: readonly Structure[],
  tolerance: number,
): Promise<void> {
  for (const crystal of crystals) {
    const variants = sameCrystals(crystal);
    const [single] = await network.predict(crystal);
    expect(valuesOf(single!).every(Number.isFinite)).toBe(true);
    const [again] = await network.predict(crystal);
    expect(again).toEqual(single);
    const batch = await network.predict(crystal, ...variants.map(({ structure }) => structure));
    expect(difference(single!, batch[0]!)).toBeLessThan(1e-6);
    for (const [index, { name }] of variants.entries()) {
      const gap = difference(single!, batch[index + 1]!);
      if (!(gap < tolerance)) throw new Error(`${crystal.formula} ${name}: ${gap}`);
    }
  }
}

describe('networks of whole crystals', () => {
  const crystals = KNOWN.map(({ crystal }) => crystal);

  it.each([
    ['CGCNN', 1],
    ['MEGNet', 2],
  ])('answer the same for every description of a crystal: %s', async (name, seed) => {
    const network =
      name === 'CGCNN'
        ? await openNetwork(cgcnn, TINY_CGCNN, randomTensors(cgcnn, TINY_CGCNN, seed), 'float64')
        : await openNetwork(
            megnet,
            TINY_MEGNET,
            randomTensors(megnet, TINY_MEGNET, seed),
            'float64',
          );
    await expectInvariance(network, crystals, 1e-9);
    await network.dispose();
  });
});

const suite = HAS_GOLDEN ? describe : describe.skip;

suite('published networks on 50 crystals (skipped where NANO_OS_SHARED has no weights)', () => {
  const crystals = readGolden()
    .slice(0, 50)
    .map(({ structure }) => structure);

  it.each([
    'CGCNN-formation-energy-per-atom',
    'MEGNet-MP-2018.6.1-Eform',
    'MEGNet-MP-2019.4.1-BandGap-mfi',
    'MEGNet-MP-2018.6.1-log10K',
  ])('answer the same for every description of a crystal: %s', async (name) => {
    const { network } = await openPublished(name);
    await expectInvariance(network, crystals, 1e-5);
    await network.dispose();
  });
});
