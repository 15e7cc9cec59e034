import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import {
  InferencePool,
  StoreWatcher,
  type CompiledModel,
  type FamilyName,
  type ModelSource,
} from '@nano-os/models';
import type { ModelRegistry } from '../model-registry';
import { FAMILIES } from './families';
import { loadModels, type Loaded } from './model-loader';
import { NetworkFamily } from './network-family';
import type { Preference } from './precedence';

/**
 * Keeps the registry in step with the models on disk, while the server runs. Requests that began
 * with a model finish with it: the pool gives it up only after them.
 */
@Injectable()
export class InstalledModels implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(InstalledModels.name);
  private readonly watcher: StoreWatcher;
  private held: readonly CompiledModel[] = [];

  constructor(
    private readonly registry: ModelRegistry,
    private readonly store: ModelSource,
    private readonly pool: InferencePool,
    private readonly preference: Preference,
  ) {
    this.watcher = new StoreWatcher(store, () => this.reload(), {
      onError: (error) => {
        this.logger.error('The installed models cannot be looked at', stackOf(error));
      },
    });
  }

  /** The models are there before the first request is. */
  async onModuleInit(): Promise<void> {
    try {
      await this.watcher.check();
    } catch (error) {
      this.logger.error('The installed models cannot be looked at', stackOf(error));
    }
    this.watcher.start();
  }

  /** After the last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.watcher.stop();
    await this.pool.stop();
  }

  /** Those that are ready to run. */
  get all(): readonly CompiledModel[] {
    return this.held;
  }

  /** The model of this name (that of its folder) that is ready to run. */
  find(name: string): CompiledModel | undefined {
    return this.held.find(({ card }) => card.name === name);
  }

  /** Looks at once instead of within a second. */
  async refresh(): Promise<void> {
    await this.watcher.check();
  }

  private async reload(): Promise<void> {
    const families = await loadModels(this.store, this.pool);
    const before = this.held;
    this.held = [...families.values()].flatMap(({ models }) => models);
    for (const family of Object.keys(FAMILIES) as FamilyName[]) {
      this.register(family, families.get(family) ?? { models: [], faults: [] });
    }
    // After the new ones are in their place: nobody can begin with an old one any more.
    for (const model of before) this.pool.release(model);
  }

  private register(family: FamilyName, { models, faults }: Loaded): void {
    const info = FAMILIES[family];
    for (const fault of faults) this.logger.error(fault);
    const model =
      models.length > 0
        ? new NetworkFamily(info, models, this.preference, this.pool, faults)
        : null;
    this.registry.register({
      info: model?.info ?? info,
      model,
      fault: faults.join(' ') || undefined,
    });
    if (models.length > 0) {
      this.logger.log(`${family}: ${models.map(({ card }) => card.name).join(', ')}`);
    }
  }
}

const stackOf = (error: unknown): unknown => (error instanceof Error ? error.stack : error);
