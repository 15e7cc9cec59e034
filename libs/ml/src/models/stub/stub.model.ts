import { createHash } from 'node:crypto';
import type { Crystal, ModelInfo, ModelOutcome, PropertyModel } from '../property-model';
import { roundToThousandths } from './round';

const HEX_DIGITS = 8;

/** The text's share of the range of its digest: uniform in [0, 1). */
function share(text: string): number {
  const digest = createHash('sha256').update(text, 'utf8').digest('hex');
  return Number.parseInt(digest.slice(0, HEX_DIGITS), 16) / 16 ** HEX_DIGITS;
}

const clip = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** Layers and molecules tend to wider gaps, eV. */
function gapShift(dimensionality: number): number {
  if (dimensionality === 2) return 0.5;
  return dimensionality === 0 ? 1 : 0;
}

/**
 * Plausible numbers without physics, the same for the same record for ever: they let clients and
 * tests work where no weights are installed.
 */
export class StubModel implements PropertyModel {
  readonly info: ModelInfo = {
    name: 'STUB',
    version: '1.0.0',
    description:
      'Reproducible numbers in plausible ranges from a hash of the structure id; no physics.',
    supportedProperties: ['bandgap', 'formation_energy', 'stability_score'],
  };

  /** It has no weights: the digest names the algorithm. */
  readonly weightsDigest = createHash('sha256').update('STUB 1.0.0').digest('hex');

  readonly reuse = 'record';

  predict(crystals: readonly Crystal[]): Promise<readonly ModelOutcome[]> {
    return Promise.resolve(crystals.map((crystal) => predictStub(crystal)));
  }
}

function predictStub({ id, dimensionality }: Crystal): ModelOutcome {
  const h = (name: string): number => share(`${id}:${name}`);
  const bandgap = clip(4 * h('bandgap') + gapShift(dimensionality), 0, 5);
  const energy = -8 + 6 * h('formation_energy');
  const stability = clip((0.7 * (-energy - 2)) / 6 + 0.3 * h('stability'), 0, 1);
  const base = dimensionality >= 2 ? 0.85 : 0.75;
  const confidence = (name: string): number => roundToThousandths(base + 0.1 * h(name));
  return {
    ok: true,
    properties: {
      bandgap: roundToThousandths(bandgap),
      formation_energy: roundToThousandths(energy),
      stability_score: roundToThousandths(stability),
    },
    confidenceScores: {
      bandgap: confidence('conf_bg'),
      formation_energy: confidence('conf_en'),
      stability_score: confidence('conf_st'),
    },
  };
}
