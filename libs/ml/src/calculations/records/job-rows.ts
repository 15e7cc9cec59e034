import type {
  CalculationKind,
  JobProblem,
  JobProgress,
  JobRecord,
  JobState,
} from './calculation-job';

export interface JobRow {
  id: string;
  kind: CalculationKind;
  state: JobState;
  owner_id: string;
  structure_id: string;
  parameters: Record<string, unknown>;
  progress: JobProgress | null;
  result: Record<string, unknown> | null;
  problem: JobProblem | null;
  attempt: number;
  cancel_requested: boolean;
  stored_structure_id: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** Of the table under the alias `j`, without checkpoint and trajectory, which are large. */
export const JOB_COLUMNS = `j.id, j.kind, j.state, j.owner_id, j.structure_id, j.parameters,
  j.progress, j.result, j.problem, j.attempt, j.cancel_requested, j.stored_structure_id,
  j.created_at, j.started_at, j.finished_at`;

export function toJobRecord(row: JobRow): JobRecord {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    ownerId: row.owner_id,
    structureId: row.structure_id,
    parameters: row.parameters,
    progress: row.progress,
    result: row.result,
    problem: row.problem,
    attempt: row.attempt,
    cancelRequested: row.cancel_requested,
    storedStructureId: row.stored_structure_id,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
