import type { PredictionMetadata, PropertyValue } from '../entities/predicted-properties.entity';
import type { Prediction } from './prediction';

/** A row of `predicted_properties` as `pg` reads {@link COLUMNS}. */
export interface PredictionRow {
  id: string;
  structure_id: string;
  model_name: string;
  model_version: string;
  properties: Record<string, PropertyValue>;
  confidence_scores: Record<string, number>;
  metadata: PredictionMetadata | null;
  created_at: Date;
}

export const COLUMNS =
  'id, structure_id, model_name, model_version, properties, confidence_scores, metadata, created_at';

/** By hand and not by a serialiser: it runs for every row that is answered. */
export function toPrediction(row: PredictionRow, cached: boolean): Prediction {
  return {
    id: row.id,
    structure_id: row.structure_id,
    model_name: row.model_name,
    model_version: row.model_version,
    properties: row.properties,
    confidence_scores: row.confidence_scores,
    cached,
    metadata: row.metadata,
    created_at: row.created_at.toISOString(),
  };
}
