import type { JobProgress } from '../../jobs/records/job';

/** Progress of a calculation that relaxes the crystal and then looks at so many cells. */
export function stepsOf(
  stage: string,
  done: number,
  of: number,
  checkpoint: object | null,
): JobProgress {
  return { stage: checkpoint ? stage : 'relaxing', step: done, of, figures: {} };
}
