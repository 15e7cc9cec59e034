import type { JobKind, JobProblem, JobProgress, JobRecord, JobState, JobWithResult } from './job';

/** A row of `jobs` as `pg` reads {@link JOB_COLUMNS}. */
export interface JobRow {
  id: string;
  kind: JobKind;
  state: JobState;
  owner_id: string;
  structure_id: string | null;
  parameters: Record<string, unknown>;
  progress: JobProgress | null;
  problem: JobProblem | null;
  cancel_requested: boolean;
  stored_structure_id: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface ResultRow extends JobRow {
  result: Record<string, unknown> | null;
}

/** Of the table under the alias `j`, without result, checkpoint and details, which may be large. */
export const JOB_COLUMNS = `j.id, j.kind, j.state, j.owner_id, j.structure_id, j.parameters,
  j.progress, j.problem, j.cancel_requested, j.stored_structure_id, j.created_at, j.started_at,
  j.finished_at`;

export function toJobRecord(row: JobRow): JobRecord {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    ownerId: row.owner_id,
    structureId: row.structure_id,
    parameters: row.parameters,
    progress: row.progress,
    problem: row.problem,
    cancelRequested: row.cancel_requested,
    storedStructureId: row.stored_structure_id,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

export function toJobWithResult(row: ResultRow): JobWithResult {
  return { ...toJobRecord(row), result: row.result };
}
