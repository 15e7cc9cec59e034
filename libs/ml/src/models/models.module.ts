import { Module } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { InferencePool, ModelStore, modelSource, type ModelSource } from '@nano-os/models';
import { knownModels } from './known-models';
import { ModelRegistry } from './model-registry';
import { createPool } from './networks/create-pool';
import { InferenceMetrics } from './networks/inference-metrics';
import { InstalledModels } from './networks/installed-models';
import { preferenceOf } from './networks/precedence';
import { KNOWN_MODELS } from './property-model';

/** The registry, and what keeps the networks in it up to date and running. */
@Module({
  providers: [
    { provide: KNOWN_MODELS, useFactory: knownModels },
    ModelRegistry,
    InferenceMetrics,
    {
      provide: ModelStore,
      inject: [ENVIRONMENT],
      useFactory: ({ NANO_OS_MODELS_DIR, NANO_OS_SHIPPED_MODELS }: Environment) =>
        modelSource(NANO_OS_MODELS_DIR ?? '', NANO_OS_SHIPPED_MODELS),
    },
    { provide: InferencePool, inject: [ENVIRONMENT, InferenceMetrics], useFactory: createPool },
    {
      provide: InstalledModels,
      inject: [ModelRegistry, ModelStore, InferencePool, ENVIRONMENT],
      useFactory: (
        registry: ModelRegistry,
        store: ModelSource,
        pool: InferencePool,
        environment: Environment,
      ) => new InstalledModels(registry, store, pool, preferenceOf(environment)),
    },
  ],
  exports: [ModelRegistry, ModelStore, InferencePool, InstalledModels],
})
export class ModelsModule {}
