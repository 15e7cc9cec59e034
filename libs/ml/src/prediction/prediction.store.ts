import { Inject, Injectable } from '@nestjs/common';
import { isForeignKeyViolation, Sql, sqlState } from '@nano-os/database';
import type { PredictionMetadata } from '../entities/predicted-properties.entity';
import type { ModelResult, PropertyModel } from '../models/property-model';
import { putTogether, takeApart } from './large-arrays';
import type { PredictionDraft } from './prediction';
import { COLUMNS, type PredictionRow } from './prediction-rows';

/** SQLSTATE of the one whom PostgreSQL chose to give way. */
const DEADLOCK = '40P01';
const INSERT_ATTEMPTS = 3;

/** Which structure, and what it must have been. */
export interface Wanted {
  structureId: string;
  contentHash: string;
}

export interface KnownResult extends Omit<ModelResult, 'notes'> {
  metadata: PredictionMetadata | null;
}

/** What the database gave a new row. */
export interface Inserted {
  id: string;
  structure_id: string;
  created_at: Date;
}

/** The table `predicted_properties` as predictions read and write it. */
@Injectable()
export class PredictionStore {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** The newest row of each structure that this very model made of this very content. */
  async findReusable(model: PropertyModel, wanted: readonly Wanted[]): Promise<PredictionRow[]> {
    const { name, version } = model.info;
    return this.sql.query<PredictionRow>({
      name: 'prediction-reusable',
      text: `SELECT p.* FROM unnest($1::uuid[], $2::bpchar[]) AS w(structure_id, content_hash)
        CROSS JOIN LATERAL (
          SELECT ${COLUMNS} FROM predicted_properties
          WHERE structure_id = w.structure_id AND content_hash = w.content_hash
            AND model_name = $3 AND model_version = $4 AND weights_digest = $5
          ORDER BY created_at DESC, id DESC LIMIT 1) p`,
      values: [
        wanted.map(({ structureId }) => structureId),
        wanted.map(({ contentHash }) => contentHash),
        name,
        version,
        model.weightsDigest,
      ],
    });
  }

  /** What this very model found for each of these contents, whichever structure had it. */
  async findResults(
    model: PropertyModel,
    contentHashes: readonly string[],
  ): Promise<Map<string, KnownResult>> {
    type Row = Pick<
      PredictionRow,
      'properties' | 'large_arrays' | 'confidence_scores' | 'metadata'
    >;
    const rows = await this.sql.query<Row & { content_hash: string }>({
      name: 'prediction-results',
      text: `SELECT w.content_hash, p.* FROM unnest($1::bpchar[]) AS w(content_hash)
        CROSS JOIN LATERAL (
          SELECT properties, large_arrays, confidence_scores, metadata FROM predicted_properties
          WHERE content_hash = w.content_hash
            AND model_name = $2 AND model_version = $3 AND weights_digest = $4 LIMIT 1) p`,
      values: [contentHashes, model.info.name, model.info.version, model.weightsDigest],
    });
    return new Map(
      rows.map((row) => [
        row.content_hash,
        {
          properties: putTogether(row.properties, row.large_arrays),
          confidenceScores: row.confidence_scores,
          metadata: row.metadata,
        },
      ]),
    );
  }

  /**
   * Stores drafts of different structures, but none whose request key is taken. Structures that
   * are gone by now are left out too.
   */
  async insert(model: PropertyModel, drafts: readonly PredictionDraft[]): Promise<Inserted[]> {
    // In one order everywhere, so that two processes cannot wait for each other's keys.
    const ordered = drafts.toSorted((a, b) =>
      (a.requestKey ?? '') < (b.requestKey ?? '') ? -1 : 1,
    );
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.insertAll(model, ordered);
      } catch (error) {
        if (isForeignKeyViolation(error)) break;
        // Deleting many structures at once can lock them in another order.
        if (sqlState(error) !== DEADLOCK || attempt === INSERT_ATTEMPTS) throw error;
      }
    }
    if (ordered.length === 1) return [];
    const stored: Inserted[] = [];
    for (const draft of ordered) stored.push(...(await this.insert(model, [draft])));
    return stored;
  }

  async findByRequestKeys(keys: readonly string[]): Promise<PredictionRow[]> {
    return this.sql.query<PredictionRow>({
      name: 'prediction-by-request-keys',
      text: `SELECT ${COLUMNS} FROM predicted_properties WHERE request_key = ANY($1::bpchar[])`,
      values: [keys],
    });
  }

  /** @returns the structure whose prediction is gone now; null when there was none */
  async delete(id: string): Promise<string | null> {
    const [row] = await this.sql.query<{ structure_id: string }>({
      name: 'prediction-delete',
      text: 'DELETE FROM predicted_properties WHERE id = $1 RETURNING structure_id',
      values: [id],
    });
    return row?.structure_id ?? null;
  }

  private async insertAll(
    { info, weightsDigest }: PropertyModel,
    drafts: readonly PredictionDraft[],
  ): Promise<Inserted[]> {
    const parts = drafts.map(({ properties }) => takeApart(properties));
    return this.sql.query<Inserted>({
      name: 'prediction-insert',
      text: `INSERT INTO predicted_properties (model_name, model_version, weights_digest,
          structure_id, content_hash, request_key, properties, large_arrays, confidence_scores,
          metadata)
        SELECT $1, $2, $3, * FROM unnest($4::uuid[], $5::bpchar[], $6::bpchar[],
          $7::json[], $8::json[], $9::json[], $10::json[])
        ON CONFLICT (request_key) DO NOTHING RETURNING id, structure_id, created_at`,
      values: [
        info.name,
        info.version,
        weightsDigest,
        drafts.map(({ structureId }) => structureId),
        drafts.map(({ contentHash }) => contentHash),
        drafts.map(({ requestKey }) => requestKey),
        parts.map(({ properties }) => JSON.stringify(properties)),
        parts.map(({ largeArrays }) => largeArrays && JSON.stringify(largeArrays)),
        drafts.map(({ confidenceScores }) => JSON.stringify(confidenceScores)),
        drafts.map(({ metadata }) => JSON.stringify(metadata)),
      ],
    });
  }
}
