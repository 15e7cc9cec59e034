import { elementBySymbol } from '@nano-os/crystal';
import type { Network } from '../../network';
import { networkOf } from '../../networks';
import type { StoredTensor } from '../../safetensors';
import type { TrainingConfiguration } from '../configuration';
import { elementFeatures } from '../element-features';
import type { Row } from '../rows/row';

/** The network that a configuration asks for. */
export interface NetworkOfTraining {
  readonly network: Network<unknown, unknown>;
  /** For the card. */
  readonly raw: Record<string, unknown>;
  readonly config: unknown;
  /** Weights that are not learnt. */
  readonly fixed: ReadonlyMap<string, StoredTensor>;
}

/** @throws {ModelError} bad-config */
export function networkOfTraining(
  { architecture, network: asked }: TrainingConfiguration,
  rows: readonly Row[],
): NetworkOfTraining {
  const network = networkOf(architecture);
  const raw: Record<string, unknown> = { elements: elementsOf(rows), ...asked };
  const fixed = new Map<string, StoredTensor>();
  if (architecture === 'cgcnn' || architecture === 'alignn') {
    const features = elementFeatures(raw.elements as string[]);
    raw.features = features.shape[1];
    fixed.set('atom_features', features);
  }
  return { network, raw, config: network.parseConfig(raw), fixed };
}

/** Symbols of the elements that rows have, by atomic number. */
export function elementsOf(rows: readonly Row[]): string[] {
  const symbols = new Set(rows.flatMap(({ species }) => species));
  const numberOf = (symbol: string): number => elementBySymbol(symbol)?.number ?? 0;
  return [...symbols].sort((a, b) => numberOf(a) - numberOf(b));
}
