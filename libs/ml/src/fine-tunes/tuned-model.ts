import type { Crystal, ModelInfo, ModelOutcome, PropertyModel } from '../models/property-model';

/** A model that a user tuned. */
export class TunedModel implements PropertyModel {
  readonly info: ModelInfo;
  readonly weightsDigest: string;
  readonly reuse: 'content' | 'record';

  /** @param privateTo its owner; null for a model that all may use */
  constructor(
    private readonly network: PropertyModel,
    readonly privateTo: string | null,
  ) {
    this.info = network.info;
    this.weightsDigest = network.weightsDigest;
    this.reuse = network.reuse;
  }

  predict(crystals: readonly Crystal[]): Promise<readonly ModelOutcome[]> {
    return this.network.predict(crystals);
  }
}
