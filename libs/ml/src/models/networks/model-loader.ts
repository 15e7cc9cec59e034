import {
  ModelError,
  type CompiledModel,
  type FamilyName,
  type InferencePool,
  type ModelSource,
  type StoreEntry,
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
 * @param wanted which families to load, all where it is left out
 */
export async function loadModels(
  store: ModelSource,
  pool: InferencePool,
  wanted: (family: FamilyName) => boolean = () => true,
): Promise<ReadonlyMap<FamilyName, Loaded>> {
  const families = new Map<FamilyName, Loaded>();
  const of = (family: FamilyName): Loaded => {
    const loaded = families.get(family) ?? { models: [], faults: [] };
    families.set(family, loaded);
    return loaded;
  };
  const entries = (await store.list()).flatMap((entry) => {
    const family = 'card' in entry ? entry.card.family : familyByFolder(entry.name);
    return family && wanted(family) ? [{ entry, family }] : [];
  });
  // All at once: the thread that builds them ends when nothing is left to build.
  const loaded = await Promise.all(
    entries.map(async ({ entry, family }) => ({
      family,
      name: entry.name,
      one: await load(entry, store, pool),
    })),
  );
  for (const { family, name, one } of loaded) {
    if (one === null) continue;
    if (one instanceof ModelError) of(family).faults.push(faultOf(name, one));
    else of(family).models.push(one);
  }
  return families;
}

/** A model, what is wrong with it, or null where it is gone since it was listed. */
async function load(
  entry: StoreEntry,
  store: ModelSource,
  pool: InferencePool,
): Promise<CompiledModel | ModelError | null> {
  try {
    if ('fault' in entry) return entry.fault;
    const { digest, card, weights } = await store.open(entry.name);
    return await pool.compile(digest, card, weights);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return error.code === 'unknown-model' ? null : error;
  }
}

function faultOf(name: string, { message }: ModelError): string {
  return `The model ${name} cannot be used: ${message} \`nano-os models pull\` or \`import\` installs it anew.`;
}
