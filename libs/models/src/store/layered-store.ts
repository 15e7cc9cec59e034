import type { ModelCard } from '../cards/card';
import { ModelError } from '../errors';
import type { ModelStore, StoreEntry } from './model-store';
import type { StoredModel } from './stored-model';

/** Where models are read from. */
export type ModelSource = Pick<
  ModelStore,
  'directory' | 'names' | 'list' | 'card' | 'open' | 'signatures'
>;

/**
 * Several directories of models as one, such as those that the user installed over those that come
 * with the program: of equal names the earlier directory's is there, and hides the others.
 */
export class LayeredStore implements ModelSource {
  /** @param layers the first one first; at least one */
  constructor(private readonly layers: readonly ModelSource[]) {}

  /** Of the first layer, which is the one to install in. */
  get directory(): string {
    return this.layers[0]?.directory ?? '';
  }

  async names(): Promise<string[]> {
    const names = await Promise.all(this.layers.map((layer) => layer.names()));
    return [...new Set(names.flat())].sort();
  }

  async list(): Promise<StoreEntry[]> {
    const lists = await Promise.all(this.layers.map((layer) => layer.list()));
    const entries = new Map<string, StoreEntry>();
    for (const entry of lists.reverse().flat()) entries.set(entry.name, entry);
    return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  card(name: string): Promise<ModelCard> {
    return this.first((layer) => layer.card(name));
  }

  open(name: string): Promise<StoredModel> {
    return this.first((layer) => layer.open(name));
  }

  async signatures(): Promise<ReadonlyMap<string, string>> {
    const all = await Promise.all(this.layers.map((layer) => layer.signatures()));
    const entries = all.flatMap((signatures, layer) =>
      [...signatures].map(([name, signature]) => [name, `${layer} ${signature}`] as const),
    );
    return new Map(entries.reverse());
  }

  /** What the first layer that has the model says. */
  private async first<T>(ask: (layer: ModelSource) => Promise<T>): Promise<T> {
    let missing: unknown;
    for (const layer of this.layers) {
      try {
        return await ask(layer);
      } catch (error) {
        if (!(error instanceof ModelError) || error.code !== 'unknown-model') throw error;
        missing ??= error;
      }
    }
    throw missing;
  }
}
