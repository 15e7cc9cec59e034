import type { PredictionMetadata } from '../entities/predicted-properties.entity';
import { leftOut, putTogether, type LargeArrays, type StoredProperties } from './large-arrays';
import type { Prediction } from './prediction';

/** A row of `predicted_properties` as `pg` reads {@link SLIM_COLUMNS}. */
export interface SlimRow {
  id: string;
  structure_id: string;
  model_name: string;
  model_version: string;
  properties: StoredProperties;
  confidence_scores: Record<string, number>;
  metadata: PredictionMetadata | null;
  created_at: Date;
}

/** As `pg` reads {@link COLUMNS}. */
export interface PredictionRow extends SlimRow {
  large_arrays: LargeArrays | null;
}

/** Without large arrays. */
export const SLIM_COLUMNS =
  'id, structure_id, model_name, model_version, properties, confidence_scores, metadata, created_at';
export const COLUMNS = `${SLIM_COLUMNS}, large_arrays`;

/** By hand and not by a serialiser: it runs for every row that is answered. */
export function toPrediction(row: PredictionRow, cached: boolean): Prediction {
  return answerOf(row, row.large_arrays, cached);
}

/** Without its large arrays; the notes say so. */
export function toSlimPrediction(row: SlimRow): Prediction {
  const prediction = answerOf(row, null, true);
  const missing = leftOut(row.properties);
  const { metadata } = prediction;
  if (missing.length === 0 || metadata === null) return prediction;
  const reason = 'Too large for a list; `large_arrays=true` brings it.';
  const omitted = {
    ...metadata.omitted,
    ...Object.fromEntries(missing.map((name) => [name, reason])),
  };
  return { ...prediction, metadata: { ...metadata, omitted } };
}

function answerOf(row: SlimRow, largeArrays: LargeArrays | null, cached: boolean): Prediction {
  return {
    id: row.id,
    structure_id: row.structure_id,
    model_name: row.model_name,
    model_version: row.model_version,
    properties: putTogether(row.properties, largeArrays),
    confidence_scores: row.confidence_scores,
    cached,
    metadata: row.metadata,
    created_at: row.created_at.toISOString(),
  };
}
