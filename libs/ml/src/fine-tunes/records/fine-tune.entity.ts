import type { Visibility } from '@nano-os/structures';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What belongs to a job that tunes a model: what it trains on, and the model that came of it. */
@Entity({ name: 'fine_tunes' })
@Index('UQ_fine_tunes_key', ['key'], { unique: true })
export class FineTune {
  /** Of the job, with which the model goes. */
  @PrimaryColumn('uuid', { name: 'job_id', primaryKeyConstraintName: 'PK_fine_tunes' })
  @ForeignKey('Job', { onDelete: 'CASCADE', name: 'FK_fine_tunes_job' })
  jobId: string;

  @Column('varchar', { length: 50 })
  name: string;

  /** The name in lower case: names are found in any case. */
  @Column('varchar', { length: 50 })
  key: string;

  @Column('varchar', { length: 20 })
  visibility: Visibility;

  /** What is trained on. */
  @Column('json')
  pairs: unknown;

  /** Null until it is tuned. */
  @Column('json', { nullable: true })
  card: unknown;

  /** A file of safetensors; null until it is tuned. */
  @Column('bytea', { nullable: true })
  weights: Buffer | null;
}
