import { elementBySymbol } from '@nano-os/crystal';
import type { Network } from '../../network';
import { networkOf } from '../../networks';
import type { StoredTensor } from '../../safetensors';
import type { StoredModel } from '../../store/stored-model';
import type { TrainingConfiguration } from '../configuration';
import { elementFeatures } from '../element-features';
import { elementReferences, type References } from '../rows/element-references';
import { learntOf, numbersOf } from '../rows/learnt';
import type { Row } from '../rows/row';
import { scalingOf } from '../rows/scaling';
import { isHeldOut } from '../rows/split';

/** The network that a configuration asks for. */
export interface NetworkOfTraining {
  readonly network: Network<unknown, unknown>;
  /** For the card. */
  readonly raw: Record<string, unknown>;
  readonly config: unknown;
  /** Weights that are not learnt. */
  readonly fixed: ReadonlyMap<string, StoredTensor>;
  /** Of a potential. */
  readonly references: References;
}

/**
 * @param start the model whose weights it begins with
 * @throws {ModelError} bad-config
 */
export function networkOfTraining(
  configuration: TrainingConfiguration,
  rows: readonly Row[],
  start?: StoredModel,
): NetworkOfTraining {
  const { architecture, network: asked } = configuration;
  const network = networkOf(architecture);
  const elements = start?.card.config.elements ?? elementsOf(rows);
  const raw: Record<string, unknown> = { elements, ...asked };
  const fixed = new Map<string, StoredTensor>();
  if (architecture === 'cgcnn' || architecture === 'alignn') {
    const features = elementFeatures(raw.elements as string[]);
    raw.features = features.shape[1];
    fixed.set('atom_features', features);
  }
  const references = referencesOf(configuration, rows, raw.elements as string[]);
  if (references.size > 0) {
    const data = Float32Array.from(references.values());
    fixed.set('element_references', { dtype: 'F32', shape: [data.length, 1], data });
    raw.scale ??= unitOfPotential(configuration, rows, references);
  }
  return { network, raw, config: network.parseConfig(raw), fixed, references };
}

/** Of the elements of a potential, in their order: from the energies it is to learn. */
function referencesOf(
  { properties, validation }: TrainingConfiguration,
  rows: readonly Row[],
  elements: readonly string[],
): References {
  if (properties.every(({ kind }) => kind === undefined)) return new Map();
  const energy = properties.find(({ kind }) => kind === 'energy');
  const known = rows.flatMap((row) => {
    const learnt = energy ? numbersOf(learntOf(row, energy))[0] : undefined;
    const isUsed =
      learnt !== undefined &&
      !Number.isNaN(learnt) &&
      !isHeldOut(row, validation.share, validation.seed, validation.by);
    return isUsed ? [{ row, energy: learnt * row.species.length }] : [];
  });
  return elementReferences(
    known.map(({ row }) => row),
    known.map((each) => each.energy),
    elements,
  );
}

/** What one unit of a potential's network is: the size of forces, or of energies where there are none. */
function unitOfPotential(
  { properties, validation }: TrainingConfiguration,
  rows: readonly Row[],
  references: References,
): number {
  const property =
    properties.find(({ kind }) => kind === 'forces') ??
    properties.find(({ kind }) => kind === 'energy');
  const used = rows.filter(
    (row) => !isHeldOut(row, validation.share, validation.seed, validation.by),
  );
  return property ? scalingOf(used, property, references).scale : 1;
}

/** Symbols of the elements that rows have, by atomic number. */
export function elementsOf(rows: readonly Row[]): string[] {
  const symbols = new Set(rows.flatMap(({ species }) => species));
  const numberOf = (symbol: string): number => elementBySymbol(symbol)?.number ?? 0;
  return [...symbols].sort((a, b) => numberOf(a) - numberOf(b));
}
