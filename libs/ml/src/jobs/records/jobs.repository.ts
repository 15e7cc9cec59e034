import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@nano-os/common';
import { Sql, type SqlSession } from '@nano-os/database';
import type { JobDraft, JobKind, JobRecord, JobWithResult } from './job';
import { JOB_COLUMNS, toJobRecord, toJobWithResult, type JobRow, type ResultRow } from './job-rows';

/** Writes down what belongs to a job, in the transaction that writes the job down. */
export type Alongside = (session: SqlSession, jobId: string) => Promise<void>;

export interface JobSearch {
  kind?: JobKind;
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

/** What becomes of a draft: a job, or too many before it, or no structure to begin from. */
export type Submission = JobRecord | 'no-room' | 'no-structure';

const ownerOrAny = ({ id, role }: Caller): string | null => (role === 'admin' ? null : id);

/** What callers ask of the table `jobs`; what workers do to it is in `JobLedger`. */
@Injectable()
export class JobsRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** @param most jobs of one owner that may wait or run */
  async insert(
    { kind, ownerId, structureId, parameters }: JobDraft,
    most: number,
    alongside?: Alongside,
  ): Promise<Submission> {
    return this.sql.transaction(async (session) => {
      // One after another for each owner, so that many at once are counted too.
      await session.execute({
        name: 'jobs-lock-owner',
        text: 'SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE',
        values: [ownerId],
      });
      const [counted] = await session.query<{ count: number }>({
        name: 'jobs-count-unfinished',
        text: `SELECT count(*)::integer AS count FROM jobs
          WHERE owner_id = $1 AND state IN ('waiting', 'running')`,
        values: [ownerId],
      });
      if ((counted?.count ?? 0) >= most) return 'no-room';
      const [row] = await session.query<JobRow>({
        name: 'jobs-insert',
        // The lock makes a deletion of the structure wait, or this insertion find nothing.
        text: `WITH s AS (SELECT id FROM structures WHERE id = $3::uuid FOR KEY SHARE)
          INSERT INTO jobs AS j (kind, owner_id, structure_id, parameters)
          SELECT $1, $2::uuid, (SELECT id FROM s), $4::json
          WHERE $3::uuid IS NULL OR EXISTS (SELECT FROM s)
          RETURNING ${JOB_COLUMNS}`,
        values: [kind, ownerId, structureId, JSON.stringify(parameters)],
      });
      if (!row) return 'no-structure';
      await alongside?.(session, row.id);
      return toJobRecord(row);
    });
  }

  /** The job, if the caller may see it: its owner and administrators do. */
  async findVisible(caller: Caller, id: string): Promise<JobWithResult | undefined> {
    const [row] = await this.sql.query<ResultRow>({
      name: 'jobs-visible',
      text: `SELECT ${JOB_COLUMNS}, j.result FROM jobs j
        WHERE j.id = $1 AND ($2::uuid IS NULL OR j.owner_id = $2)`,
      values: [id, ownerOrAny(caller)],
    });
    return row && toJobWithResult(row);
  }

  /** One page of those that the caller may see, newest first. */
  async search(
    caller: Caller,
    { kind, structureId, state, limit, offset }: JobSearch,
  ): Promise<JobPage> {
    const from = `FROM jobs j
      WHERE ($1::uuid IS NULL OR j.owner_id = $1)
        AND ($2::uuid IS NULL OR j.structure_id = $2)
        AND ($3::text IS NULL OR j.state = $3)
        AND ($4::text IS NULL OR j.kind = $4)`;
    const values = [ownerOrAny(caller), structureId ?? null, state ?? null, kind ?? null];
    const [rows, counts] = await Promise.all([
      this.sql.query<JobRow>({
        text: `SELECT ${JOB_COLUMNS} ${from}
          ORDER BY j.created_at DESC, j.id DESC LIMIT $5 OFFSET $6`,
        values: [...values, limit, offset],
      }),
      this.sql.query<{ total: number }>({
        text: `SELECT count(*)::integer AS total ${from}`,
        values,
      }),
    ]);
    return { items: rows.map(toJobRecord), total: counts[0]?.total ?? 0 };
  }

  /** JSON text: it is large, and goes to the caller as it is. */
  async findDetails(id: string): Promise<string | null> {
    const [row] = await this.sql.query<{ details: string | null }>({
      name: 'jobs-details',
      text: 'SELECT details::text AS details FROM jobs WHERE id = $1',
      values: [id],
    });
    return row?.details ?? null;
  }

  /**
   * Cancels what waits, and asks the worker of what runs to stop.
   * @returns the job as it stands then; undefined when it was finished before
   */
  async cancel(id: string): Promise<JobRecord | undefined> {
    const [row] = await this.sql.query<JobRow>({
      name: 'jobs-cancel',
      text: `UPDATE jobs AS j SET
          cancel_requested = true,
          state = CASE WHEN j.state = 'waiting' THEN 'cancelled' ELSE j.state END,
          finished_at = CASE WHEN j.state = 'waiting' THEN now() END
        WHERE j.id = $1 AND j.state IN ('waiting', 'running')
        RETURNING ${JOB_COLUMNS}`,
      values: [id],
    });
    return row && toJobRecord(row);
  }

  /** Deletes what ended, with all that belongs to it. */
  async delete(id: string): Promise<void> {
    await this.sql.execute({
      name: 'jobs-delete',
      text: `DELETE FROM jobs WHERE id = $1 AND state NOT IN ('waiting', 'running')`,
      values: [id],
    });
  }

  /**
   * Notes which structure was stored from a result.
   * @returns the one that is noted, that of whoever came first; undefined when the job is gone
   */
  async noteStoredStructure(id: string, structureId: string): Promise<string | undefined> {
    const [row] = await this.sql.query<{ stored: string }>({
      name: 'jobs-stored-structure',
      text: `UPDATE jobs SET stored_structure_id = coalesce(stored_structure_id, $2)
        WHERE id = $1 RETURNING stored_structure_id AS stored`,
      values: [id, structureId],
    });
    return row?.stored;
  }
}
