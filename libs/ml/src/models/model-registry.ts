import { Inject, Injectable } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import { KNOWN_MODELS, type KnownModel, type PropertyModel } from './property-model';

/** Finds models by their name, without regard to case. */
@Injectable()
export class ModelRegistry {
  private readonly byName = new Map<string, KnownModel>();

  constructor(@Inject(KNOWN_MODELS) models: readonly KnownModel[]) {
    for (const known of models) this.register(known);
    if (this.byName.size !== models.length) {
      throw new Error('Two models have the same name, case aside.');
    }
  }

  /** In the order in which they were first registered. */
  list(): readonly KnownModel[] {
    return [...this.byName.values()];
  }

  /** Adds a model, or takes it in the place of the one that has its name. */
  register(known: KnownModel): void {
    this.byName.set(known.info.name.toLowerCase(), known);
  }

  has(name: string): boolean {
    return this.byName.has(name.toLowerCase());
  }

  /** @throws {ProblemException} unknown-model */
  find(name: string): KnownModel {
    const known = this.byName.get(name.toLowerCase());
    if (known) return known;
    const names = this.list()
      .map(({ info }) => info.name)
      .join(', ');
    throw new ProblemException('unknown-model', `There is no such model; there are ${names}.`);
  }

  /** @throws {ProblemException} unknown-model, model-unavailable */
  runnable(name: string): PropertyModel {
    const { info, model, fault } = this.find(name);
    if (model) return model;
    throw new ProblemException(
      'model-unavailable',
      fault ??
        `No weights are installed for ${info.name}: \`nano-os models pull\` or \`import\` installs ` +
          'some; GET /api/v1/ml/models tells which models are available.',
    );
  }
}
