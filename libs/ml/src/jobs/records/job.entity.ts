import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';
import type { JobKind, JobProblem, JobProgress, JobState } from './job';

/**
 * Work that outlasts a request. This row is what is true of it; the queue carries no more than its
 * id. The JSON columns are `json` and not `jsonb`, because that keeps the order of keys.
 */
@Entity({ name: 'jobs' })
@Index('IDX_jobs_owner_created', ['ownerId', 'createdAt'])
@Index('IDX_jobs_structure', ['structureId'])
@Index('IDX_jobs_stored_structure', ['storedStructureId'])
@Index('IDX_jobs_unfinished', ['createdAt'], {
  where: `state IN ('waiting', 'running')`,
})
export class Job {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('varchar', { length: 20 })
  kind: JobKind;

  @Column('varchar', { length: 20, default: 'waiting' })
  state: JobState;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'owner_id' })
  ownerId: string;

  /** What it begins from; null for work on no one structure. */
  @ForeignKey('Structure', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'structure_id', nullable: true })
  structureId: string | null;

  /** What was asked for, with every default filled in. */
  @Column('json')
  parameters: Record<string, unknown>;

  @Column('json', { nullable: true })
  progress: JobProgress | null;

  /** What a worker that takes the job up again continues from. */
  @Column('json', { nullable: true })
  checkpoint: unknown;

  @Column('json', { nullable: true })
  result: Record<string, unknown> | null;

  /** What came of it beside the result, apart because it is large: the way of a relaxation. */
  @Column('json', { nullable: true })
  details: unknown;

  /** Why a job failed. */
  @Column('json', { nullable: true })
  problem: JobProblem | null;

  /**
   * How often a worker took it. A worker writes only while its own number stands here: one that was
   * thought dead and is not changes nothing.
   */
  @Column('integer', { default: 0 })
  attempt: number;

  @Column('boolean', { name: 'cancel_requested', default: false })
  cancelRequested: boolean;

  /** The structure that was stored from the result. */
  @ForeignKey('Structure', { onDelete: 'SET NULL' })
  @Column('uuid', { name: 'stored_structure_id', nullable: true })
  storedStructureId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
