import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@nano-os/common';
import { TunedModels } from '../fine-tunes/tuned-models';
import { ModelRegistry } from '../models/model-registry';
import type { PropertyModel } from '../models/property-model';

/** The models that a caller may ask: those of the registry, and those tuned ones that they may see. */
@Injectable()
export class CallersModels {
  constructor(
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(TunedModels) private readonly tuned: TunedModels,
  ) {}

  /** @throws {ProblemException} unknown-model, model-unavailable */
  async runnable(caller: Caller, name: string): Promise<PropertyModel> {
    const tuned = this.registry.has(name) ? undefined : await this.tuned.runnable(caller, name);
    return tuned ?? this.registry.runnable(name);
  }

  /**
   * The name as it is written.
   * @throws {ProblemException} unknown-model
   */
  async nameOf(caller: Caller, name: string): Promise<string> {
    const tuned = this.registry.has(name) ? undefined : await this.tuned.nameOf(caller, name);
    return tuned ?? this.registry.find(name).info.name;
  }
}
