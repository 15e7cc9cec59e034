import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@nano-os/common';
import { Sql, type SqlSession } from '@nano-os/database';
import type { ModelCard, TrainingPair } from '@nano-os/models';
import type { Visibility } from '@nano-os/structures';
import type { JobWithResult } from '../../jobs/records/job';
import {
  JOB_COLUMNS,
  toJobRecord,
  toJobWithResult,
  type JobRow,
  type ResultRow,
} from '../../jobs/records/job-rows';
import type { JobPage } from '../../jobs/records/jobs.repository';

/** A model that was tuned, without its weights. */
export interface TunedRow {
  readonly job_id: string;
  readonly owner_id: string;
  readonly visibility: Visibility;
  readonly card: ModelCard;
}

/** The same in a list, without what is large. */
export interface ListedRow extends Omit<TunedRow, 'card'> {
  readonly card: Omit<ModelCard, 'heldOut'>;
}

export interface FineTuneDraft {
  readonly name: string;
  readonly visibility: Visibility;
  readonly pairs: readonly TrainingPair[];
}

const COLUMNS = 'f.job_id, j.owner_id, f.visibility, f.card';
/** Of a job that ended well; $1 is who asks, null for an administrator. */
const VISIBLE = `FROM fine_tunes f JOIN jobs j ON j.id = f.job_id
  WHERE j.state = 'completed' AND f.card IS NOT NULL
    AND ($1::uuid IS NULL OR j.owner_id = $1 OR f.visibility = 'public')`;

/** Jobs, with what belongs to them; $1 as above. What others see of a public one is its model. */
const FROM_JOBS = `FROM jobs j LEFT JOIN fine_tunes f ON f.job_id = j.id
  WHERE j.kind = 'fine-tune' AND ($1::uuid IS NULL OR j.owner_id = $1
    OR (f.visibility = 'public' AND j.state = 'completed'))`;

const ownerOrAny = ({ id, role }: Caller): string | null => (role === 'admin' ? null : id);

/** The queries of the table `fine_tunes`, one method each. */
@Injectable()
export class FineTunesRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /**
   * Writes down what belongs to a job, in the transaction of that.
   * @throws a violation of uniqueness when another fine-tuning has the name
   */
  async insert(
    session: SqlSession,
    jobId: string,
    { name, visibility, pairs }: FineTuneDraft,
  ): Promise<void> {
    const key = name.toLowerCase();
    // What came to nothing keeps no name.
    await session.execute({
      name: 'fine-tunes-free-name',
      text: `DELETE FROM fine_tunes f USING jobs j
        WHERE j.id = f.job_id AND f.key = $1 AND j.state IN ('failed', 'cancelled')`,
      values: [key],
    });
    await session.execute({
      name: 'fine-tunes-insert',
      text: `INSERT INTO fine_tunes (job_id, name, key, visibility, pairs)
        VALUES ($1, $2, $3, $4, $5)`,
      values: [jobId, name, key, visibility, JSON.stringify(pairs)],
    });
  }

  /** Those that a user has, with those that are being made. */
  async countOf(ownerId: string, session: SqlSession = this.sql): Promise<number> {
    const [row] = await session.query<{ count: number }>({
      name: 'fine-tunes-count',
      text: `SELECT count(*)::integer AS count FROM fine_tunes f JOIN jobs j ON j.id = f.job_id
        WHERE j.owner_id = $1 AND j.state NOT IN ('failed', 'cancelled')`,
      values: [ownerId],
    });
    return row?.count ?? 0;
  }

  async findPairs(jobId: string): Promise<TrainingPair[] | undefined> {
    const [row] = await this.sql.query<{ pairs: TrainingPair[] }>({
      name: 'fine-tunes-pairs',
      text: 'SELECT pairs FROM fine_tunes WHERE job_id = $1',
      values: [jobId],
    });
    return row?.pairs;
  }

  async keepModel(jobId: string, card: ModelCard, weights: Uint8Array): Promise<void> {
    await this.sql.execute({
      name: 'fine-tunes-keep-model',
      text: 'UPDATE fine_tunes SET card = $2, weights = $3 WHERE job_id = $1',
      values: [jobId, JSON.stringify(card), Buffer.from(weights)],
    });
  }

  /** The tuned model of a name, which may be written in any case, if the caller may see it. */
  async findVisible(caller: Caller, name: string): Promise<TunedRow | undefined> {
    const [row] = await this.sql.query<TunedRow>({
      name: 'fine-tunes-visible',
      text: `SELECT ${COLUMNS} ${VISIBLE} AND f.key = $2`,
      values: [ownerOrAny(caller), name.toLowerCase()],
    });
    return row;
  }

  async listVisible(caller: Caller): Promise<ListedRow[]> {
    return this.sql.query<ListedRow>({
      name: 'fine-tunes-list',
      text: `SELECT f.job_id, j.owner_id, f.visibility,
          f.card::jsonb #- '{heldOut}' #- '{fineTuning,points}' AS card
        ${VISIBLE} ORDER BY f.key`,
      values: [ownerOrAny(caller)],
    });
  }

  /** The job, if the caller may see it. */
  async findJob(caller: Caller, id: string): Promise<JobWithResult | undefined> {
    const [row] = await this.sql.query<ResultRow>({
      name: 'fine-tunes-job',
      text: `SELECT ${JOB_COLUMNS}, j.result ${FROM_JOBS} AND j.id = $2`,
      values: [ownerOrAny(caller), id],
    });
    return row && toJobWithResult(row);
  }

  /** One page of the jobs that the caller may see, newest first. */
  async searchJobs(caller: Caller, limit: number, offset: number): Promise<JobPage> {
    const any = ownerOrAny(caller);
    const [rows, counts] = await Promise.all([
      this.sql.query<JobRow>({
        name: 'fine-tunes-jobs',
        text: `SELECT ${JOB_COLUMNS} ${FROM_JOBS}
          ORDER BY j.created_at DESC, j.id DESC LIMIT $2 OFFSET $3`,
        values: [any, limit, offset],
      }),
      this.sql.query<{ total: number }>({
        name: 'fine-tunes-jobs-count',
        text: `SELECT count(*)::integer AS total ${FROM_JOBS}`,
        values: [any],
      }),
    ]);
    return { items: rows.map(toJobRecord), total: counts[0]?.total ?? 0 };
  }

  async findCard(jobId: string): Promise<ModelCard | undefined> {
    const [row] = await this.sql.query<{ card: ModelCard | null }>({
      name: 'fine-tunes-card',
      text: 'SELECT card FROM fine_tunes WHERE job_id = $1',
      values: [jobId],
    });
    return row?.card ?? undefined;
  }

  async findWeights(jobId: string): Promise<Buffer | undefined> {
    const [row] = await this.sql.query<{ weights: Buffer | null }>({
      name: 'fine-tunes-weights',
      text: 'SELECT weights FROM fine_tunes WHERE job_id = $1',
      values: [jobId],
    });
    return row?.weights ?? undefined;
  }
}
