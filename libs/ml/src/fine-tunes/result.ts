import type { ErrorEstimate, FineTuning, FineTuningResult, ModelCard } from '@nano-os/models';

/** What a job that tuned a model ends with, as it is answered. */
export interface FineTuneResult {
  readonly model_name: string;
  readonly message: string;
  readonly outcome: FineTuning['outcome'];
  readonly unit: string;
  readonly error_before: ErrorEstimate;
  readonly error_after: ErrorEstimate;
  readonly change: ErrorEstimate;
  readonly card: ModelCard;
  readonly learning_curve_svg: string;
  readonly parity_svg: string;
}

export const resultOf = ({
  message,
  record,
  model,
  drawings,
}: FineTuningResult): FineTuneResult => ({
  model_name: model.card.name,
  message,
  outcome: record.outcome,
  unit: record.unit,
  error_before: record.before,
  error_after: record.after,
  change: record.change,
  card: model.card,
  learning_curve_svg: drawings.curve,
  parity_svg: drawings.parity,
});
