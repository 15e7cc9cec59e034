/** What can be wrong with what a model is to be tuned on, or come of it: the last two while it is tuned. */
export type FineTuningFault =
  | 'unlearnable-property'
  | 'too-few-pairs'
  | 'too-many-pairs'
  | 'not-finite'
  | 'not-positive'
  | 'one-value'
  | 'unit-mismatch'
  | 'contradicting-duplicates'
  | 'no-graph'
  | 'bad-file'
  | 'too-large'
  | 'bad-options'
  | 'other-fine-tuning'
  | 'out-of-time'
  | 'too-much-memory';

/** Why a fine-tuning is refused before anything runs, or ends without a model; the message says what to do. */
export class FineTuningRefused extends Error {
  override readonly name = 'FineTuningRefused';

  /** @param labels of the pairs at fault, all of them; the message names the first */
  constructor(
    readonly code: FineTuningFault,
    message: string,
    readonly labels: readonly string[] = [],
  ) {
    super(message);
  }
}

const MOST_NAMED = 5;

/** Some of what is at fault, and how many more there are. */
export function some(faults: readonly string[]): string {
  const named = faults.slice(0, MOST_NAMED).join('; ');
  const more = faults.length - MOST_NAMED;
  return more > 0 ? `${named}; and ${more} more` : named;
}
