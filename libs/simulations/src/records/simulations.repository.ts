import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@nano-os/common';
import { Sql } from '@nano-os/database';
import type { SimulationDraft, SimulationRecord } from './simulation-record';

interface SimulationRow {
  id: string;
  structure_id: string;
  owner_id: string;
  code: string;
  method: string;
  summary: Record<string, number>;
  units: Record<string, string> | null;
  created_at: Date;
}

export interface SimulationSearch {
  structureId?: string;
  limit: number;
  offset: number;
}

export interface SimulationPage {
  items: SimulationRecord[];
  /** On all pages. */
  total: number;
}

const COLUMNS =
  's.id, s.structure_id, s.owner_id, s.code, s.method, s.summary, s.units, s.created_at';

function toRecord(row: SimulationRow): SimulationRecord {
  return {
    id: row.id,
    structureId: row.structure_id,
    ownerId: row.owner_id,
    code: row.code,
    method: row.method,
    summary: row.summary,
    units: row.units,
    createdAt: row.created_at.toISOString(),
  };
}

/** The queries of the table `simulations`, one method each. */
@Injectable()
export class SimulationsRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** @returns undefined when the structure is gone by now */
  async insert(draft: SimulationDraft): Promise<SimulationRecord | undefined> {
    const { structureId, ownerId, code, method, summary, units } = draft;
    const [row] = await this.sql.query<{ id: string; created_at: Date }>({
      name: 'simulations-insert',
      // The lock makes a deletion of the structure wait, or this insertion find nothing.
      text: `INSERT INTO simulations (structure_id, owner_id, code, method, summary, units)
        SELECT id, $2, $3, $4, $5, $6 FROM structures WHERE id = $1 FOR KEY SHARE
        RETURNING id, created_at`,
      values: [
        structureId,
        ownerId,
        code,
        method,
        JSON.stringify(summary),
        units && JSON.stringify(units),
      ],
    });
    return row && { ...draft, id: row.id, createdAt: row.created_at.toISOString() };
  }

  async findById(id: string): Promise<SimulationRecord | undefined> {
    const [row] = await this.sql.query<SimulationRow>({
      name: 'simulations-by-id',
      text: `SELECT ${COLUMNS} FROM simulations s WHERE s.id = $1`,
      values: [id],
    });
    return row && toRecord(row);
  }

  /** One page of those whose structure the caller may see, newest first. */
  async search(
    { id, role }: Caller,
    { structureId, limit, offset }: SimulationSearch,
  ): Promise<SimulationPage> {
    const from = `FROM simulations s JOIN structures t ON t.id = s.structure_id
      WHERE ($1::uuid IS NULL OR t.owner_id = $1 OR t.visibility = 'public')
        AND ($2::uuid IS NULL OR s.structure_id = $2)`;
    const values = [role === 'admin' ? null : id, structureId ?? null];
    const [rows, counts] = await Promise.all([
      this.sql.query<SimulationRow>({
        text: `SELECT ${COLUMNS} ${from}
          ORDER BY s.created_at DESC, s.id DESC LIMIT $3 OFFSET $4`,
        values: [...values, limit, offset],
      }),
      this.sql.query<{ total: number }>({
        text: `SELECT count(*)::integer AS total ${from}`,
        values,
      }),
    ]);
    return { items: rows.map(toRecord), total: counts[0]?.total ?? 0 };
  }

  /**
   * The value of a property by structure, of the newest simulation that has it, where the caller may
   * see the structure.
   */
  async latestValues(
    { id, role }: Caller,
    structureIds: readonly string[],
    property: string,
  ): Promise<Map<string, number>> {
    const rows = await this.sql.query<{ structure_id: string; value: number }>({
      name: 'simulations-latest-values',
      text: `SELECT DISTINCT ON (s.structure_id) s.structure_id, (s.summary ->> $3)::float8 AS value
        FROM simulations s JOIN structures t ON t.id = s.structure_id
        WHERE ($1::uuid IS NULL OR t.owner_id = $1 OR t.visibility = 'public')
          AND s.structure_id = ANY($2::uuid[]) AND s.summary ? $3
        ORDER BY s.structure_id, s.created_at DESC, s.id DESC`,
      values: [role === 'admin' ? null : id, structureIds, property],
    });
    return new Map(rows.map((row) => [row.structure_id, row.value]));
  }

  /** @returns false when there was none */
  async delete(id: string): Promise<boolean> {
    const deleted = await this.sql.execute({
      name: 'simulations-delete',
      text: 'DELETE FROM simulations WHERE id = $1',
      values: [id],
    });
    return deleted === 1;
  }
}
