import { Inject, Injectable } from '@nestjs/common';
import { Sql } from '@nano-os/database';
import type { ClaimedJob, JobKind, JobProblem, JobProgress, JobState } from './job';

/** How a job ended; result and details are JSON texts, made where the work was done. */
export type JobEnd =
  | { state: 'completed'; result: string; details: string | null }
  | { state: 'failed'; problem: JobProblem }
  | { state: 'cancelled' };

/** What the worker learns when it says how far it is. */
export type Standing = 'go-on' | 'cancel' | 'lost';

/** A job that was ended just now. */
export interface EndedJob {
  readonly kind: JobKind;
  /** Since it was first taken up; null when it never was. */
  readonly seconds: number | null;
}

export interface JobCount {
  readonly kind: JobKind;
  readonly state: JobState;
  readonly count: number;
}

const ENDED = 'kind, extract(epoch FROM finished_at - started_at)::float8 AS seconds';

type Attempt = Pick<ClaimedJob, 'id' | 'attempt'>;

/**
 * What workers write of a job. Every statement names the attempt: of two workers that both think a
 * job is theirs, the one that took it last is right, and the other one's words change nothing.
 */
@Injectable()
export class JobLedger {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** Takes a job; undefined when it is finished or gone. */
  async claim(id: string): Promise<ClaimedJob | undefined> {
    const [row] = await this.sql.query<{
      kind: JobKind;
      owner_id: string;
      structure_id: string | null;
      parameters: Record<string, unknown>;
      attempt: number;
      cancel_requested: boolean;
      checkpoint: string | null;
    }>({
      name: 'jobs-claim',
      text: `UPDATE jobs SET state = 'running', attempt = attempt + 1,
          started_at = coalesce(started_at, now())
        WHERE id = $1 AND state IN ('waiting', 'running')
        RETURNING kind, owner_id, structure_id, parameters, attempt, cancel_requested,
          checkpoint::text AS checkpoint`,
      values: [id],
    });
    if (!row) return undefined;
    return {
      id,
      kind: row.kind,
      ownerId: row.owner_id,
      structureId: row.structure_id,
      parameters: row.parameters,
      attempt: row.attempt,
      cancelRequested: row.cancel_requested,
      checkpoint: row.checkpoint,
    };
  }

  /** Asks how the job stands, while there is nothing to report. */
  async look({ id, attempt }: Attempt): Promise<Standing> {
    return standingOf(
      await this.sql.query<StandingRow>({
        name: 'jobs-look',
        text: `SELECT cancel_requested FROM jobs
          WHERE id = $1 AND attempt = $2 AND state = 'running'`,
        values: [id, attempt],
      }),
    );
  }

  /**
   * Says how far the job is, and where to continue if this worker vanishes.
   * @param checkpoint JSON text; the one before stays when undefined
   */
  async report(
    { id, attempt }: Attempt,
    progress: JobProgress,
    checkpoint?: string,
  ): Promise<Standing> {
    return standingOf(
      await this.sql.query<StandingRow>({
        name: 'jobs-report',
        text: `UPDATE jobs SET progress = $3, checkpoint = coalesce($4, checkpoint)
          WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING cancel_requested`,
        values: [id, attempt, JSON.stringify(progress), checkpoint ?? null],
      }),
    );
  }

  /** @returns undefined when it was not this worker's to end */
  async end({ id, attempt }: Attempt, end: JobEnd): Promise<EndedJob | undefined> {
    const isCompleted = end.state === 'completed';
    const [ended] = await this.sql.query<EndedJob>({
      name: 'jobs-end',
      text: `UPDATE jobs SET state = $3, result = $4, details = $5, problem = $6,
          checkpoint = NULL, finished_at = now()
        WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING ${ENDED}`,
      values: [
        id,
        attempt,
        end.state,
        isCompleted ? end.result : null,
        isCompleted ? end.details : null,
        end.state === 'failed' ? JSON.stringify(end.problem) : null,
      ],
    });
    return ended;
  }

  /**
   * Ends a job that nobody will be given any more.
   * @returns undefined when it had ended
   */
  async abandon(id: string, problem: JobProblem): Promise<EndedJob | undefined> {
    const [ended] = await this.sql.query<EndedJob>({
      name: 'jobs-abandon',
      text: `UPDATE jobs SET state = 'failed', problem = $2, checkpoint = NULL,
          finished_at = now()
        WHERE id = $1 AND state IN ('waiting', 'running') RETURNING ${ENDED}`,
      values: [id, JSON.stringify(problem)],
    });
    return ended;
  }

  /** How many wait and run, by kind; states of none are left out. */
  async countUnfinished(): Promise<JobCount[]> {
    return this.sql.query<JobCount>({
      name: 'jobs-unfinished-counts',
      text: `SELECT kind, state, count(*)::integer AS count FROM jobs
        WHERE state IN ('waiting', 'running') GROUP BY kind, state`,
      values: [],
    });
  }

  /** Jobs that are not finished, oldest first: each should be in its queue or in hand. */
  async findUnfinished(limit: number): Promise<Pick<ClaimedJob, 'id' | 'kind'>[]> {
    return this.sql.query<{ id: string; kind: JobKind }>({
      name: 'jobs-unfinished',
      text: `SELECT id, kind FROM jobs WHERE state IN ('waiting', 'running')
        ORDER BY created_at LIMIT $1`,
      values: [limit],
    });
  }
}

interface StandingRow {
  cancel_requested: boolean;
}

/** No row: it is another worker's by now, ended or deleted. */
function standingOf([row]: StandingRow[]): Standing {
  if (!row) return 'lost';
  return row.cancel_requested ? 'cancel' : 'go-on';
}
