import type { Candidate, FineTuningOptions } from '@nano-os/models';
import type { Visibility } from '@nano-os/structures';
import type { JobRecord } from '../jobs/records/job';

/** What a fine-tuning was asked with, beside its crystals. */
export interface FineTuneParameters {
  readonly name: string;
  readonly base_model: string;
  readonly property: string;
  readonly visibility: Visibility;
  readonly description?: string;
  readonly candidates?: readonly Candidate[];
  readonly epochs?: number;
  readonly patience?: number;
  readonly batch?: number;
  readonly weight_decay?: number;
  readonly seed?: number;
}

/** Of a job that tunes a model: the schema of the request checked them before they were written down. */
export const parametersOf = ({ parameters }: Pick<JobRecord, 'parameters'>): FineTuneParameters =>
  parameters as unknown as FineTuneParameters;

/** The same as the library takes it. */
export const optionsOf = (parameters: FineTuneParameters): FineTuningOptions => ({
  name: parameters.name,
  property: parameters.property,
  description: parameters.description,
  candidates: parameters.candidates,
  epochs: parameters.epochs,
  patience: parameters.patience,
  batch: parameters.batch,
  weightDecay: parameters.weight_decay,
  seed: parameters.seed,
});
