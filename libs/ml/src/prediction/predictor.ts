import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException, type Caller } from '@nano-os/common';
import { StructuresService, type StructureRecord } from '@nano-os/structures';
import type { Crystal, PropertyModel } from '../models/property-model';
import { CallersModels } from './callers-models';
import { modelKeyOf, type Prediction } from './prediction';
import { PredictionMaker } from './prediction-maker';
import { PredictionMetrics } from './prediction-metrics';
import { PredictionTier, type Landed } from './prediction-tier';

/** Predictions of one model for many structures. */
export interface PredictionBatch {
  /** In the order asked, without those that failed. */
  predictions: Prediction[];
  total: number;
  cached: number;
  new: number;
  /** Structure id to what went wrong; null when nothing did. */
  errors: Record<string, string> | null;
}

const ANSWERS_OWNER_ALONE =
  'This model is private: it answers about private structures of its owner alone, since others ' +
  'would see what it predicts.';

/** Whether others than the owner of a private model would see its prediction. */
const isSeenByOthers = (
  { privateTo }: PropertyModel,
  { ownerId, visibility }: StructureRecord,
): boolean => typeof privateTo === 'string' && (visibility !== 'private' || ownerId !== privateTo);

/** What metrics call a model: names that users chose are many, and theirs alone to know. */
const labelOf = ({ info, privateTo }: PropertyModel): string =>
  privateTo === undefined ? info.name : 'tuned';

const notVisible = (id: string): ProblemException => notFound('structure', id);

/** Answers predictions: from memory, from the table, or from the model, in this order. */
@Injectable()
export class Predictor {
  constructor(
    @Inject(CallersModels) private readonly models: CallersModels,
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(PredictionTier) private readonly tier: PredictionTier,
    @Inject(PredictionMaker) private readonly maker: PredictionMaker,
    @Inject(PredictionMetrics) private readonly metrics: PredictionMetrics,
  ) {}

  /**
   * @param structureId UUID in lower case
   * @param force computes anew and adds to the history, whatever is stored
   * @throws {ProblemException} unknown-model, model-unavailable, not-found, unprocessable
   */
  async predict(
    caller: Caller,
    structureId: string,
    modelName: string,
    force: boolean,
  ): Promise<Prediction> {
    const model = await this.models.runnable(caller, modelName);
    const crystal = await this.structures.getVisible(caller, structureId);
    if (isSeenByOthers(model, crystal)) {
      throw new ProblemException('unprocessable', ANSWERS_OWNER_ALONE);
    }
    const kept = force ? undefined : this.lookUp(model, crystal);
    const prediction = kept ?? (await this.obtain(model, crystal, force));
    this.metrics.count(labelOf(model), prediction.cached);
    return prediction;
  }

  /**
   * Predicts each structure once, however often it is named. What goes wrong with one structure
   * is told in `errors` and leaves the others alone.
   * @param structureIds UUIDs in lower case
   * @throws {ProblemException} unknown-model, model-unavailable
   */
  async predictMany(
    caller: Caller,
    structureIds: readonly string[],
    modelName: string,
    force: boolean,
  ): Promise<PredictionBatch> {
    const model = await this.models.runnable(caller, modelName);
    const ids = [...new Set(structureIds)];
    const visible = await this.structures.getManyVisible(caller, ids);
    const known = new Map<string, Prediction>();
    const left: Crystal[] = [];
    const errors: [string, string][] = [];
    for (const crystal of visible.values()) {
      if (isSeenByOthers(model, crystal)) {
        errors.push([crystal.id, ANSWERS_OWNER_ALONE]);
        continue;
      }
      const kept = force ? undefined : this.lookUp(model, crystal);
      if (kept) known.set(crystal.id, kept);
      else left.push(crystal);
    }
    const landings = await Promise.allSettled(this.maker.obtain(model, left, force));
    left.forEach(({ id }, i) => {
      const landing = landings[i];
      if (landing?.status === 'fulfilled') known.set(id, answerOf(landing.value));
      else errors.push([id, messageOf(landing?.reason)]);
    });
    for (const id of ids) if (!visible.has(id)) errors.push([id, notVisible(id).detail]);
    const predictions = ids.flatMap((id) => known.get(id) ?? []);
    const cached = predictions.filter((prediction) => prediction.cached).length;
    const label = labelOf(model);
    this.metrics.count(label, true, cached);
    this.metrics.count(label, false, predictions.length - cached);
    return {
      predictions,
      total: predictions.length,
      cached,
      new: predictions.length - cached,
      errors: errors.length > 0 ? Object.fromEntries(errors) : null,
    };
  }

  private lookUp(model: PropertyModel, { id, contentHash }: Crystal): Prediction | undefined {
    return this.tier.get(id, modelKeyOf(model), contentHash);
  }

  private async obtain(
    model: PropertyModel,
    crystal: Crystal,
    force: boolean,
  ): Promise<Prediction> {
    const [landing] = this.maker.obtain(model, [crystal], force);
    if (!landing) throw new Error('No promise for the crystal');
    return answerOf(await landing);
  }
}

function answerOf({ prediction, isNew }: Landed): Prediction {
  return isNew ? { ...prediction, cached: false } : prediction;
}

/**
 * What a batch tells of a structure that failed.
 * @throws the reason, when it is not about the structure (the database is away, the model busy)
 */
function messageOf(reason: unknown): string {
  const isOfStructure =
    reason instanceof ProblemException &&
    reason.problem !== 'not-ready' &&
    reason.problem !== 'model-unavailable';
  if (isOfStructure) return reason.detail;
  throw reason;
}
