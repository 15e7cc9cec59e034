import {
  ModelError,
  type CompiledModel,
  type FamilyName,
  type InferencePool,
  type ModelSource,
} from '@nano-os/models';
import { familyByFolder } from './families';

/** What is on disk of one family. */
export interface Loaded {
  readonly models: CompiledModel[];
  /** Of models that are there but cannot run, with what to do. */
  readonly faults: string[];
}

/**
 * Loads what is installed. A model that cannot be read or run is a fault of its family and leaves
 * the others alone. Whoever loads releases the models again.
 */
export async function loadModels(
  store: ModelSource,
  pool: InferencePool,
): Promise<ReadonlyMap<FamilyName, Loaded>> {
  const families = new Map<FamilyName, Loaded>();
  const of = (family: FamilyName): Loaded => {
    const loaded = families.get(family) ?? { models: [], faults: [] };
    families.set(family, loaded);
    return loaded;
  };
  for (const entry of await store.list()) {
    const family = 'card' in entry ? entry.card.family : familyByFolder(entry.name);
    if (!family) continue;
    try {
      if ('fault' in entry) throw entry.fault;
      const { digest, card, weights } = await store.open(entry.name);
      of(family).models.push(await pool.compile(digest, card, weights));
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      // Removed since it was listed: the next look finds that.
      if (error.code === 'unknown-model') continue;
      of(family).faults.push(faultOf(entry.name, error));
    }
  }
  return families;
}

function faultOf(name: string, { message }: ModelError): string {
  return `The model ${name} cannot be used: ${message} \`nano-os models pull\` or \`import\` installs it anew.`;
}
