import { createHash } from 'node:crypto';
import type { PredictionMetadata, PropertyValue } from '../entities/predicted-properties.entity';
import type { PropertyModel } from '../models/property-model';

/** A stored prediction as the API answers it. */
export interface Prediction {
  readonly id: string;
  readonly structure_id: string;
  readonly model_name: string;
  readonly model_version: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly confidence_scores: Readonly<Record<string, number>>;
  /** Whether the answer was there before it was asked for. */
  readonly cached: boolean;
  readonly metadata: PredictionMetadata | null;
  /** ISO 8601, UTC. */
  readonly created_at: string;
}

/** A prediction before it is stored. */
export interface PredictionDraft {
  structureId: string;
  contentHash: string;
  properties: Readonly<Record<string, PropertyValue>>;
  confidenceScores: Readonly<Record<string, number>>;
  metadata: PredictionMetadata;
  /** Null when it was asked for by force: such rows may be many. */
  requestKey: string | null;
}

/** Distinguishes what must not answer for one another: models, their versions and weights. */
export function modelKeyOf({ info, weightsDigest }: PropertyModel): string {
  return `${info.name}\n${info.version}\n${weightsDigest}`;
}

/** One text for equal requests in every process, 64 hexadecimal digits. */
export function requestKeyOf(structureId: string, contentHash: string, modelKey: string): string {
  return createHash('sha256').update(`${structureId}\n${contentHash}\n${modelKey}`).digest('hex');
}
