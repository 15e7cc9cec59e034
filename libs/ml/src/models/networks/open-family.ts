import { ModelError, type InferencePool, type ModelSource } from '@nano-os/models';
import type { PropertyModel } from '../property-model';
import { FAMILIES, familyNamed } from './families';
import { loadModels } from './model-loader';
import { NetworkFamily } from './network-family';
import type { Preference } from './precedence';

/**
 * The models of one family as the server answers with them, for programs without a server.
 * @param name of the family, in any case
 * @throws {ModelError} unknown-model; bad-model when what is installed cannot be run
 */
export async function openFamily(
  name: string,
  { store, preference, pool }: Surroundings,
): Promise<PropertyModel> {
  const family = familyNamed(name);
  if (!family) {
    const names = Object.keys(FAMILIES).join(', ');
    throw new ModelError('unknown-model', `There is no model ${name}; there are ${names}.`);
  }
  const loaded = await loadModels(store, pool, (each) => each === family);
  const { models, faults } = loaded.get(family) ?? { models: [], faults: [] };
  if (models.length > 0) {
    return new NetworkFamily(FAMILIES[family], models, preference, pool, faults);
  }
  if (faults.length > 0) throw new ModelError('bad-model', faults.join(' '));
  throw new ModelError(
    'unknown-model',
    `No weights are installed for ${family}: "nano-os models pull" or "import" installs some.`,
  );
}

/** Where a family lives. */
export interface Surroundings {
  readonly store: ModelSource;
  readonly preference: Preference;
  /** Whoever made it stops it. */
  readonly pool: InferencePool;
}
