import { badCheckpoint } from '../checkpoints';
import type { AlignnConfig } from './config';
import { atomFeatures } from './atom-features';

type Fields = Readonly<Record<string, unknown>>;

/** What the authors' program takes where a configuration does not say. */
const MODEL = {
  alignn_layers: 4,
  gcn_layers: 4,
  atom_input_features: 92,
  edge_input_features: 80,
  triplet_input_features: 40,
  embedding_features: 64,
  hidden_features: 256,
  output_features: 1,
  link: 'identity',
};

/** What our network cannot be, and what of it is meant. */
const FIXED: readonly (readonly [field: string, value: unknown])[] = [
  ['model.name', 'alignn'],
  ['model.classification', false],
  ['model.extra_features', 0],
  ['model.atom_input_features', 92],
  ['model.output_features', 1],
  ['atom_features', 'cgcnn'],
  ['neighbor_strategy', 'k-nearest'],
  ['standard_scalar_and_pca', false],
  ['target_multiplication_factor', null],
];

/** How far the authors' program looks for neighbours, Å, and for how many, when it predicts. */
const CUTOFF = 8;
const NEIGHBOURS = 12;

/**
 * Our configuration of a network of the authors', whose weights are yet to be read.
 * @param config their `config.json`
 * @throws {ModelError} bad-checkpoint
 */
export function configOf(config: Fields): Omit<AlignnConfig, 'known'> {
  const model = config.model;
  if (typeof model !== 'object' || model === null) throw badCheckpoint('config.json has no model');
  const fields: Fields = { ...MODEL, ...model };
  for (const [path, expected] of FIXED) {
    const [, name] = /^model\.(.*)$/.exec(path) ?? [];
    const found = name === undefined ? config[path] : fields[name];
    if (found === undefined || found === expected) continue;
    const values = `${JSON.stringify(found)}, not ${JSON.stringify(expected)}`;
    throw badCheckpoint(`config.json has ${path} ${values}`);
  }
  const whole = (name: keyof typeof MODEL): number => {
    const value = fields[name];
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    throw badCheckpoint(`config.json has no whole number model.${name}`);
  };
  return {
    elements: atomFeatures().elements,
    neighbours: NEIGHBOURS,
    cutoff: CUTOFF,
    gaussians: equalSteps(0, 8, whole('edge_input_features')),
    angleGaussians: equalSteps(-1, 1, whole('triplet_input_features')),
    features: whole('atom_input_features'),
    embeddingSize: whole('embedding_features'),
    hiddenSize: whole('hidden_features'),
    alignnLayers: whole('alignn_layers'),
    gcnLayers: whole('gcn_layers'),
    outputs: ['value'],
    link: linkOf(fields.link),
  };
}

/** Gaussians as wide as they are apart: the authors divide by the step, not by its square. */
function equalSteps(first: number, last: number, count: number): AlignnConfig['gaussians'] {
  return { first, last, count, sharpness: (count - 1) / (last - first) };
}

function linkOf(value: unknown): AlignnConfig['link'] {
  if (value === 'identity' || value === 'log' || value === 'logit') return value;
  throw badCheckpoint(`config.json has an unknown model.link ${JSON.stringify(value)}`);
}
