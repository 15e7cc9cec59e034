import { Inject, Injectable } from '@nestjs/common';
import { Sql } from '@nano-os/database';
import type { StructureFilter } from '../listing/structure-filter';
import type { StructureDraft, StructureRecord, StructureSummary } from './structure-record';
import {
  COLUMNS,
  SUMMARY_COLUMNS,
  toRecord,
  toSummary,
  type StructureRow,
  type SummaryRow,
} from './structure-rows';

export interface StructurePage {
  items: StructureSummary[];
  /** On all pages. */
  total: number;
}

/** jsonb wants text: `pg` would take an array for one of PostgreSQL's. */
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** The queries of the table `structures`, one method each. */
@Injectable()
export class StructuresRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  async insert(draft: StructureDraft): Promise<StructureRecord> {
    const [row] = await this.sql.query<{ id: string; created_at: Date }>({
      name: 'structures-insert',
      text: `INSERT INTO structures (owner_id, parent_id, name, visibility, formula,
          reduced_formula, elements, num_elements, num_atoms, volume, density, dimensionality,
          space_group_number, space_group_symbol, content_hash, source_format, lattice, species,
          frac_coords, cart_coords, notes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
          $19, $20, $21)
        RETURNING id, created_at`,
      values: [
        draft.ownerId,
        draft.parentId,
        draft.name,
        draft.visibility,
        draft.formula,
        draft.reducedFormula,
        draft.elements,
        draft.elements.length,
        draft.numAtoms,
        draft.volume,
        draft.density,
        draft.dimensionality,
        draft.spaceGroup?.number ?? null,
        draft.spaceGroup?.symbol ?? null,
        draft.contentHash,
        draft.sourceFormat,
        json(draft.lattice),
        json(draft.species),
        json(draft.fracCoords),
        json(draft.cartCoords),
        json(draft.notes),
      ],
    });
    if (!row) throw new Error('The structure was not stored');
    return { ...draft, id: row.id, createdAt: row.created_at.toISOString() };
  }

  async findById(id: string): Promise<StructureRecord | undefined> {
    const [row] = await this.sql.query<StructureRow>({
      name: 'structures-by-id',
      text: `SELECT ${COLUMNS} FROM structures WHERE id = $1`,
      values: [id],
    });
    return row && toRecord(row);
  }

  async findByIds(ids: readonly string[]): Promise<StructureRecord[]> {
    const rows = await this.sql.query<StructureRow>({
      name: 'structures-by-ids',
      text: `SELECT ${COLUMNS} FROM structures WHERE id = ANY($1::uuid[])`,
      values: [ids],
    });
    return rows.map(toRecord);
  }

  /** One page of those that the filter lets through. */
  async search(
    { where, order, values }: StructureFilter,
    limit: number,
    offset: number,
  ): Promise<StructurePage> {
    const [rows, counts] = await Promise.all([
      this.sql.query<SummaryRow>({
        text: `SELECT ${SUMMARY_COLUMNS} FROM structures WHERE ${where}
          ORDER BY ${order} LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
        values: [...values, limit, offset],
      }),
      this.sql.query<{ total: number }>({
        text: `SELECT count(*)::integer AS total FROM structures WHERE ${where}`,
        values,
      }),
    ]);
    return { items: rows.map(toSummary), total: counts[0]?.total ?? 0 };
  }

  /** @returns false when there was none */
  async delete(id: string): Promise<boolean> {
    const deleted = await this.sql.execute({
      name: 'structures-delete',
      text: 'DELETE FROM structures WHERE id = $1',
      values: [id],
    });
    return deleted === 1;
  }
}
