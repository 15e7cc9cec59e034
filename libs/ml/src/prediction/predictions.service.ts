import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException, type Caller } from '@nano-os/common';
import { StructuresService } from '@nano-os/structures';
import { CallersModels } from './callers-models';
import { decodeCursor, encodeCursor } from './history-cursor';
import type { Prediction } from './prediction';
import { PredictionArchive } from './prediction-archive';
import { toPrediction, toSlimPrediction } from './prediction-rows';
import { PredictionStore } from './prediction.store';
import { PredictionTier } from './prediction-tier';

export interface PredictionHistory {
  structure_id: string;
  /** Newest first. */
  predictions: Prediction[];
  count: number;
  models_used: string[];
  /** Null at the end. */
  next_cursor: string | null;
}

/** Predictions with large arrays in one page: megabytes, which hold up whoever comes meanwhile. */
const MOST_WHOLE = 10;

export interface HistoryOptions {
  readonly limit: number;
  /** Of the page before. */
  readonly cursor?: string;
  /** Whether they are read too; without them it is said which are missing. */
  readonly largeArrays: boolean;
}

/** Reads and removes stored predictions. */
@Injectable()
export class PredictionsService {
  constructor(
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(CallersModels) private readonly models: CallersModels,
    @Inject(PredictionArchive) private readonly archive: PredictionArchive,
    @Inject(PredictionStore) private readonly store: PredictionStore,
    @Inject(PredictionTier) private readonly tier: PredictionTier,
  ) {}

  /** @throws {ProblemException} unknown-model, not-found */
  async latest(caller: Caller, structureId: string, modelName?: string): Promise<Prediction> {
    const model =
      modelName === undefined ? null : await this.nameOf(caller, structureId, modelName);
    await this.structures.getVisible(caller, structureId);
    const row = await this.archive.findLatest(structureId, model);
    if (row) return toPrediction(row, true);
    const by = model === null ? '' : ` by ${model}`;
    throw new ProblemException(
      'not-found',
      `There is no prediction${by} for the structure ${structureId} yet; POST one.`,
    );
  }

  /** The name as it is written, also of a model that is gone and was asked about the structure. */
  private async nameOf(caller: Caller, structureId: string, name: string): Promise<string> {
    try {
      return await this.models.nameOf(caller, name);
    } catch (error) {
      if (!(error instanceof ProblemException) || error.problem !== 'unknown-model') throw error;
      const visible = await this.structures.getManyVisible(caller, [structureId]);
      const former = visible.has(structureId)
        ? await this.archive.findModelName(structureId, name)
        : null;
      if (former === null) throw error;
      return former;
    }
  }

  /** @throws {ProblemException} not-found, invalid-request for a strange cursor */
  async history(
    caller: Caller,
    structureId: string,
    { limit, cursor, largeArrays }: HistoryOptions,
  ): Promise<PredictionHistory> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    await this.structures.getVisible(caller, structureId);
    const most = largeArrays ? Math.min(limit, MOST_WHOLE) : limit;
    // One more than asked tells whether there are more.
    const rows = await this.archive.findHistory(structureId, most + 1, after, largeArrays);
    const page = rows.slice(0, most);
    const last = page.at(-1);
    return {
      structure_id: structureId,
      predictions: page.map((row) =>
        'large_arrays' in row ? toPrediction(row, true) : toSlimPrediction(row),
      ),
      count: page.length,
      models_used: [...new Set(page.map((row) => row.model_name))].sort(),
      next_cursor: rows.length > most && last ? encodeCursor(last) : null,
    };
  }

  /** @throws {ProblemException} not-found */
  async remove(id: string): Promise<void> {
    const structureId = await this.store.delete(id);
    if (structureId === null) throw notFound('prediction', id);
    this.tier.forget([structureId]);
  }
}
