import { PLAIN_LINE, type Caller } from '@nano-os/common';
import { digestOf, type CompiledModel, type InferencePool } from '@nano-os/models';
import { FAMILIES } from '../models/networks/families';
import { NetworkFamily } from '../models/networks/network-family';
import type { ModelInfo, PropertyModel } from '../models/property-model';
import type { Preference } from '../models/networks/precedence';
import { supportedProperties } from '../models/networks/served-properties';
import type { FineTunesRepository, ListedRow, TunedRow } from './records/fine-tunes.repository';
import { TunedModel } from './tuned-model';

/**
 * The models that users tuned. Who may see one is asked of the table each time: nothing is found
 * that the caller may not see, or that is deleted.
 */
export class TunedModels {
  /** By the job, the one used last at the end. */
  private readonly ready = new Map<string, Promise<CompiledModel | undefined>>();

  /** @param mostReady how many are kept ready */
  constructor(
    private readonly repository: FineTunesRepository,
    private readonly pool: InferencePool,
    private readonly preference: Preference,
    private readonly mostReady: number,
  ) {}

  /** The model of a name in any case, if the caller may see it. */
  async runnable(caller: Caller, name: string): Promise<PropertyModel | undefined> {
    const row = await this.find(caller, name);
    if (!row) return undefined;
    const compiled = await this.compiled(row);
    if (!compiled) return undefined;
    const family = new NetworkFamily(infoOf(row), [compiled], this.preference, this.pool);
    return new TunedModel(family, row.visibility === 'private' ? row.owner_id : null);
  }

  /** The name as it is written, if the caller may see the model. */
  async nameOf(caller: Caller, name: string): Promise<string | undefined> {
    return (await this.find(caller, name))?.card.name;
  }

  /** Those that the caller may see, by name. */
  async list(caller: Caller): Promise<{ info: ModelInfo; row: ListedRow }[]> {
    const rows = await this.repository.listVisible(caller);
    return rows.map((row) => ({ info: infoOf(row), row }));
  }

  /** Gives up what was kept ready of a model that is deleted. */
  forget(id: string): void {
    const model = this.ready.get(id);
    this.ready.delete(id);
    model?.then(
      (each) => {
        if (each) this.pool.release(each);
      },
      () => undefined,
    );
  }

  private async find(caller: Caller, name: string): Promise<TunedRow | undefined> {
    // PostgreSQL takes no text with NUL, and no name has other control characters either.
    if (!PLAIN_LINE.test(name)) return undefined;
    return this.repository.findVisible(caller, name);
  }

  private compiled(row: TunedRow): Promise<CompiledModel | undefined> {
    const { job_id: id } = row;
    const model = this.ready.get(id) ?? this.compile(row);
    this.ready.delete(id);
    this.ready.set(id, model);
    model.then(
      (each) => each ?? this.ready.delete(id),
      () => this.ready.delete(id),
    );
    for (const other of this.ready.keys()) {
      if (this.ready.size <= this.mostReady) break;
      this.forget(other);
    }
    return model;
  }

  private async compile({ job_id, card }: TunedRow): Promise<CompiledModel | undefined> {
    const weights = await this.repository.findWeights(job_id);
    // It was deleted since it was found.
    if (!weights) return undefined;
    return this.pool.compile(digestOf(card), card, weights);
  }
}

function infoOf({ card }: ListedRow): ModelInfo {
  const supported = card.properties.map(({ name }) => name);
  return {
    ...FAMILIES[card.family],
    name: card.name,
    version: card.version,
    description: card.description,
    supportedProperties: supportedProperties([], supported),
  };
}
