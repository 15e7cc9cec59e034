import { Inject, Injectable } from '@nestjs/common';
import { PLAIN_LINE } from '@nano-os/common';
import { Sql } from '@nano-os/database';
import { COLUMNS, SLIM_COLUMNS, type PredictionRow, type SlimRow } from './prediction-rows';

/** Where a page of history begins: after the row with this time (µs since 1970) and id. */
export interface HistoryPosition {
  micros: string;
  id: string;
}

/** Of a row of history, the time that a cursor needs: `Date` would cut it to milliseconds. */
interface Micros {
  micros: string;
}

/** With large arrays where they were asked for. */
export type HistoryRow = (SlimRow & Micros) | (PredictionRow & Micros);

const MICROS = '(extract(epoch FROM created_at) * 1000000)::bigint';
const INSTANT = "'epoch'::timestamptz + $3::bigint * interval '1 microsecond'";

/** The table `predicted_properties` as a record of what was predicted. */
@Injectable()
export class PredictionArchive {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  async findLatest(structureId: string, modelName: string | null): Promise<PredictionRow | null> {
    const ofModel = modelName === null ? '' : 'AND model_name = $2';
    const [row] = await this.sql.query<PredictionRow>({
      name: modelName === null ? 'prediction-latest' : 'prediction-latest-of-model',
      text: `SELECT ${COLUMNS} FROM predicted_properties WHERE structure_id = $1 ${ofModel}
        ORDER BY created_at DESC, id DESC LIMIT 1`,
      values: modelName === null ? [structureId] : [structureId, modelName],
    });
    return row ?? null;
  }

  /** The name as it is written, in whichever case, of a model that was asked about a structure. */
  async findModelName(structureId: string, name: string): Promise<string | null> {
    if (!PLAIN_LINE.test(name)) return null;
    const [row] = await this.sql.query<{ model_name: string }>({
      name: 'prediction-model-name',
      text: `SELECT model_name FROM predicted_properties
        WHERE structure_id = $1 AND lower(model_name) = lower($2)
        ORDER BY created_at DESC, id DESC LIMIT 1`,
      values: [structureId, name],
    });
    return row?.model_name ?? null;
  }

  /** Newest first. */
  async findHistory(
    structureId: string,
    limit: number,
    after: HistoryPosition | null,
    largeArrays: boolean,
  ): Promise<HistoryRow[]> {
    const columns = largeArrays ? COLUMNS : SLIM_COLUMNS;
    const name = `prediction-history${largeArrays ? '-whole' : ''}`;
    const below = after === null ? '' : `AND (created_at, id) < (${INSTANT}, $4::uuid)`;
    return this.sql.query<HistoryRow>({
      name: after === null ? name : `${name}-after`,
      text: `SELECT ${columns}, ${MICROS} AS micros FROM predicted_properties
        WHERE structure_id = $1 ${below} ORDER BY created_at DESC, id DESC LIMIT $2`,
      values: after === null ? [structureId, limit] : [structureId, limit, after.micros, after.id],
    });
  }

  /** Without large arrays. */
  async findByIds(ids: readonly string[]): Promise<SlimRow[]> {
    return this.sql.query<SlimRow>({
      name: 'prediction-by-ids',
      text: `SELECT ${SLIM_COLUMNS} FROM predicted_properties WHERE id = ANY($1::uuid[])`,
      values: [ids],
    });
  }
}
