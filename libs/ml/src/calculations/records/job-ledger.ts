import { Inject, Injectable } from '@nestjs/common';
import { Sql } from '@nano-os/database';
import type { CalculationKind, ClaimedJob, JobProblem, JobProgress } from './calculation-job';
import type { Trajectory } from './trajectory';

/** How a job ended. */
export type JobEnd =
  | { state: 'completed'; result: Readonly<Record<string, unknown>>; trajectory: Trajectory | null }
  | { state: 'failed'; problem: JobProblem }
  | { state: 'cancelled' };

/** What the worker learns when it says how far it is. */
export type Standing = 'go-on' | 'cancel' | 'lost';

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
      kind: CalculationKind;
      owner_id: string;
      structure_id: string;
      parameters: Record<string, unknown>;
      attempt: number;
      cancel_requested: boolean;
      checkpoint: unknown;
    }>({
      name: 'calculation-jobs-claim',
      text: `UPDATE calculation_jobs SET state = 'running', attempt = attempt + 1,
          started_at = coalesce(started_at, now())
        WHERE id = $1 AND state IN ('waiting', 'running')
        RETURNING kind, owner_id, structure_id, parameters, attempt, cancel_requested, checkpoint`,
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

  /** Says how far the job is, and where to continue if this worker vanishes. */
  async report(
    { id, attempt }: ClaimedJob,
    progress: JobProgress,
    checkpoint: unknown,
  ): Promise<Standing> {
    const [row] = await this.sql.query<{ cancel_requested: boolean }>({
      name: 'calculation-jobs-report',
      text: `UPDATE calculation_jobs SET progress = $3, checkpoint = coalesce($4, checkpoint)
        WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING cancel_requested`,
      values: [
        id,
        attempt,
        JSON.stringify(progress),
        checkpoint === undefined ? null : JSON.stringify(checkpoint),
      ],
    });
    if (!row) return 'lost';
    return row.cancel_requested ? 'cancel' : 'go-on';
  }

  /** @returns whether it was this worker's to end */
  async end({ id, attempt }: ClaimedJob, end: JobEnd): Promise<boolean> {
    const ended = await this.sql.execute({
      name: 'calculation-jobs-end',
      text: `UPDATE calculation_jobs SET state = $3, result = $4, trajectory = $5, problem = $6,
          checkpoint = NULL, finished_at = now()
        WHERE id = $1 AND attempt = $2 AND state = 'running'`,
      values: [
        id,
        attempt,
        end.state,
        end.state === 'completed' ? JSON.stringify(end.result) : null,
        end.state === 'completed' && end.trajectory ? JSON.stringify(end.trajectory) : null,
        end.state === 'failed' ? JSON.stringify(end.problem) : null,
      ],
    });
    return ended === 1;
  }

  /** Ends a job that nobody will be given any more. */
  async abandon(id: string, problem: JobProblem): Promise<void> {
    await this.sql.execute({
      name: 'calculation-jobs-abandon',
      text: `UPDATE calculation_jobs SET state = 'failed', problem = $2, checkpoint = NULL,
          finished_at = now()
        WHERE id = $1 AND state IN ('waiting', 'running')`,
      values: [id, JSON.stringify(problem)],
    });
  }

  /** Ids of jobs that are not finished, oldest first: each should be in the queue or in hand. */
  async findUnfinished(limit: number): Promise<{ id: string; kind: CalculationKind }[]> {
    return this.sql.query({
      name: 'calculation-jobs-unfinished',
      text: `SELECT id, kind FROM calculation_jobs WHERE state IN ('waiting', 'running')
        ORDER BY created_at LIMIT $1`,
      values: [limit],
    });
  }
}
