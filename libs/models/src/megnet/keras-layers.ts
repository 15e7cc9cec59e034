import { badCheckpoint } from '../checkpoints';
import { isRecord } from '../cards/checks';

/** A layer of a Keras model, as its configuration has it. */
export interface KerasLayer {
  readonly kind: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * The layers of a model's configuration.
 * @throws {ModelError} bad-checkpoint
 */
export function kerasLayers(model: unknown): KerasLayer[] {
  const config = isRecord(model) ? model.config : undefined;
  const layers = isRecord(config) ? config.layers : undefined;
  if (!Array.isArray(layers)) throw badCheckpoint('its configuration has no layers');
  return layers.map((layer: unknown) => {
    const found = isRecord(layer) ? layer : {};
    const { class_name: kind, name, config: own } = found;
    if (typeof kind === 'string' && typeof name === 'string' && isRecord(own)) {
      return { kind, name, config: own };
    }
    throw badCheckpoint('its configuration has a layer without a name or a configuration');
  });
}

/**
 * Makes sure that a layer does what our network does in its place.
 * @throws {ModelError} bad-checkpoint
 */
export function expectConfig(
  { name, config }: KerasLayer,
  expected: Readonly<Record<string, unknown>>,
): void {
  for (const [key, value] of Object.entries(expected)) {
    if (config[key] === value) continue;
    throw badCheckpoint(`${key} of the layer ${name} is not ${String(value)}, as it should be`);
  }
}

/** @throws {ModelError} bad-checkpoint when it is no whole number from 1 to 4096 */
export function sizeOf({ name, config }: KerasLayer, key: string): number {
  const size = config[key];
  if (typeof size === 'number' && Number.isInteger(size) && size > 0 && size <= 4096) return size;
  throw badCheckpoint(`${key} of the layer ${name} is no size`);
}

/** @throws {ModelError} bad-checkpoint when it is no list of sizes */
export function sizesOf(layer: KerasLayer, key: string): number[] {
  const sizes: unknown = layer.config[key];
  if (!Array.isArray(sizes) || sizes.length === 0 || sizes.length > 16) {
    throw badCheckpoint(`${key} of the layer ${layer.name} is no list of sizes`);
  }
  return sizes.map((size: unknown) => sizeOf({ ...layer, config: { [key]: size } }, key));
}
