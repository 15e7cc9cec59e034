import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@nano-os/common';
import { Sql } from '@nano-os/database';
import type { JobDraft, JobRecord } from './calculation-job';
import type { Trajectory } from './trajectory';
import { JOB_COLUMNS, toJobRecord, type JobRow } from './job-rows';

export interface JobSearch {
  structureId?: string;
  state?: string;
  limit: number;
  offset: number;
}

export interface JobPage {
  items: JobRecord[];
  /** On all pages. */
  total: number;
}

/** What callers ask of the table `calculation_jobs`; what workers do to it is in `JobLedger`. */
@Injectable()
export class CalculationJobsRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** @returns undefined when the structure is gone by now */
  async insert(draft: JobDraft): Promise<JobRecord | undefined> {
    const [row] = await this.sql.query<JobRow>({
      name: 'calculation-jobs-insert',
      // The lock makes a deletion of the structure wait, or this insertion find nothing.
      text: `INSERT INTO calculation_jobs AS j (kind, owner_id, structure_id, parameters)
        SELECT $1, $2, id, $4 FROM structures WHERE id = $3 FOR KEY SHARE
        RETURNING ${JOB_COLUMNS}`,
      values: [draft.kind, draft.ownerId, draft.structureId, JSON.stringify(draft.parameters)],
    });
    return row && toJobRecord(row);
  }

  /** The job, if the caller may see it: its owner and administrators do. */
  async findVisible({ id: callerId, role }: Caller, id: string): Promise<JobRecord | undefined> {
    const [row] = await this.sql.query<JobRow>({
      name: 'calculation-jobs-visible',
      text: `SELECT ${JOB_COLUMNS} FROM calculation_jobs j
        WHERE j.id = $1 AND ($2::uuid IS NULL OR j.owner_id = $2)`,
      values: [id, role === 'admin' ? null : callerId],
    });
    return row && toJobRecord(row);
  }

  /** One page of those that the caller may see, newest first. */
  async search(
    { id, role }: Caller,
    { structureId, state, limit, offset }: JobSearch,
  ): Promise<JobPage> {
    const from = `FROM calculation_jobs j
      WHERE ($1::uuid IS NULL OR j.owner_id = $1)
        AND ($2::uuid IS NULL OR j.structure_id = $2)
        AND ($3::text IS NULL OR j.state = $3)`;
    const values = [role === 'admin' ? null : id, structureId ?? null, state ?? null];
    const [rows, counts] = await Promise.all([
      this.sql.query<JobRow>({
        text: `SELECT ${JOB_COLUMNS} ${from}
          ORDER BY j.created_at DESC, j.id DESC LIMIT $4 OFFSET $5`,
        values: [...values, limit, offset],
      }),
      this.sql.query<{ total: number }>({
        text: `SELECT count(*)::integer AS total ${from}`,
        values,
      }),
    ]);
    return { items: rows.map(toJobRecord), total: counts[0]?.total ?? 0 };
  }

  /** How many jobs of this owner wait or run. */
  async countUnfinished(ownerId: string): Promise<number> {
    const [row] = await this.sql.query<{ count: number }>({
      name: 'calculation-jobs-count-unfinished',
      text: `SELECT count(*)::integer AS count FROM calculation_jobs
        WHERE owner_id = $1 AND state IN ('waiting', 'running')`,
      values: [ownerId],
    });
    return row?.count ?? 0;
  }

  async findTrajectory(id: string): Promise<Trajectory | null> {
    const [row] = await this.sql.query<{ trajectory: Trajectory | null }>({
      name: 'calculation-jobs-trajectory',
      text: 'SELECT trajectory FROM calculation_jobs WHERE id = $1',
      values: [id],
    });
    return row?.trajectory ?? null;
  }

  /**
   * Cancels what waits, and asks the worker of what runs to stop.
   * @returns the job as it stands then; undefined when it was finished before
   */
  async cancel(id: string): Promise<JobRecord | undefined> {
    const [row] = await this.sql.query<JobRow>({
      name: 'calculation-jobs-cancel',
      text: `UPDATE calculation_jobs AS j SET
          cancel_requested = true,
          state = CASE WHEN j.state = 'waiting' THEN 'cancelled' ELSE j.state END,
          finished_at = CASE WHEN j.state = 'waiting' THEN now() END
        WHERE j.id = $1 AND j.state IN ('waiting', 'running')
        RETURNING ${JOB_COLUMNS}`,
      values: [id],
    });
    return row && toJobRecord(row);
  }

  /**
   * Notes which structure was stored from a result.
   * @returns the one that is noted: that of whoever came first
   */
  async noteStoredStructure(id: string, structureId: string): Promise<string> {
    const [row] = await this.sql.query<{ stored: string }>({
      name: 'calculation-jobs-stored-structure',
      text: `UPDATE calculation_jobs SET stored_structure_id = coalesce(stored_structure_id, $2)
        WHERE id = $1 RETURNING stored_structure_id AS stored`,
      values: [id, structureId],
    });
    return row?.stored ?? structureId;
  }
}
