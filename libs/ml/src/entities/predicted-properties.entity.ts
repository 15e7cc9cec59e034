import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';

/** A number, or what is not one: moduli by name, forces, stresses. */
export type PropertyValue = number | number[][] | Record<string, number>;

/** What a model has to say beside its values. */
export interface ModelNotes {
  /** Which of the installed models answered each property; moduli by their own names. */
  models?: Record<string, string>;
  /** The functional that those models were trained on, by property. */
  functionals?: Record<string, string>;
  /** Units of the properties; moduli by their own names. */
  units?: Record<string, string>;
  /** What the model itself gave, where what is served differs: a band gap below 0 is served as 0. */
  raw_values?: Record<string, number>;
  /** Band gaps, eV, as other functionals would give them. */
  bandgap_by_functional?: Record<string, number>;
  /** What the model could not give this time, and why. */
  omitted?: Record<string, string>;
}

/** What is known about the making of a prediction, beside its values. */
export interface PredictionMetadata extends ModelNotes {
  formula: string;
  num_atoms: number;
  dimensionality: number;
  inference_time_ms: number;
  weights_digest: string;
}

/**
 * One prediction of one model for one structure. The JSON columns are `json` and not `jsonb`,
 * because that keeps the order of the keys: a stored answer has the bytes of the fresh one.
 */
@Entity({ name: 'predicted_properties' })
@Index('IDX_predicted_properties_structure_id', ['structureId'])
@Index('IDX_predicted_properties_model_name', ['modelName'])
@Index('IDX_predicted_properties_created_at', ['createdAt'])
@Index('IDX_predicted_properties_structure_model_created', [
  'structureId',
  'modelName',
  'createdAt',
])
@Index('IDX_predicted_properties_model_version_created', ['modelName', 'modelVersion', 'createdAt'])
@Index('IDX_predicted_properties_content', ['contentHash', 'modelName', 'modelVersion'])
@Index('UQ_predicted_properties_request_key', ['requestKey'], { unique: true })
export class PredictedProperties {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('Structure', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'structure_id' })
  structureId: string;

  @Column('varchar', { name: 'model_name', length: 50 })
  modelName: string;

  @Column('varchar', { name: 'model_version', length: 50 })
  modelVersion: string;

  /** Null stands where one of `largeArrays` belongs. */
  @Column('json', { default: {} })
  properties: Record<string, PropertyValue | null>;

  /** Forces of large cells, apart so that lists do not read them. */
  @Column('json', { name: 'large_arrays', nullable: true })
  largeArrays: Record<string, number[][]> | null;

  @Column('json', { name: 'confidence_scores', default: {} })
  confidenceScores: Record<string, number>;

  @Column('json', { nullable: true })
  metadata: PredictionMetadata | null;

  /**
   * What the structure was when this was predicted; equal hashes are equal crystals. A row of
   * other origin may lack this or the next: it is listed, but never reused as an answer.
   */
  @Column('char', { name: 'content_hash', length: 64, nullable: true })
  contentHash: string | null;

  @Column('varchar', { name: 'weights_digest', length: 64, nullable: true })
  weightsDigest: string | null;

  /**
   * Digest of structure, content, model, version and weights, so that of equal requests in
   * several processes one makes the row; null in rows that were asked for by force.
   */
  @Column('char', { name: 'request_key', length: 64, nullable: true })
  requestKey: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
