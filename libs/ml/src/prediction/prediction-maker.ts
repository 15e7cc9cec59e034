import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException } from '@nano-os/common';
import type { Crystal, ModelOutcome, PropertyModel } from '../models/property-model';
import { Computations, type Computed } from './computations';
import { Deferred } from './deferred';
import { Gathering } from './gathering';
import { modelKeyOf, requestKeyOf, type Prediction, type PredictionDraft } from './prediction';
import { toPrediction, type PredictionRow } from './prediction-rows';
import { PredictionStore, type Inserted } from './prediction.store';
import { PredictionTier, type Flight, type Landed } from './prediction-tier';

interface Passenger {
  crystal: Crystal;
  flight: Flight;
  deferred: Deferred<Landed>;
}

interface Draft extends PredictionDraft {
  passenger: Passenger;
  isNew: boolean;
}

/** A row can be deleted between the conflict with it and its reading; then it is made again. */
const INSERT_ATTEMPTS = 3;
/** As many as one batch may ask for. */
const MOST_PASSENGERS = 100;

/** Brings predictions from the table, or computes and stores them; equal requests share the way. */
@Injectable()
export class PredictionMaker {
  private readonly departures = new Gathering<PropertyModel, Passenger>(
    MOST_PASSENGERS,
    (model, passengers) => void this.fly(model, passengers, false),
  );

  constructor(
    @Inject(PredictionTier) private readonly tier: PredictionTier,
    @Inject(PredictionStore) private readonly store: PredictionStore,
    @Inject(Computations) private readonly computations: Computations,
  ) {}

  /**
   * @param crystals of different structures
   * @param force computes each anew and adds a row, whatever is stored or under way
   * @returns a promise for each crystal, in their order
   */
  obtain(model: PropertyModel, crystals: readonly Crystal[], force: boolean): Promise<Landed>[] {
    const modelKey = modelKeyOf(model);
    const passengers: Passenger[] = [];
    const landings = crystals.map((crystal) => {
      const { id: structureId, contentHash } = crystal;
      const shared = force ? undefined : this.tier.flightOf(structureId, modelKey, contentHash);
      if (shared) return shared.landing.then(({ prediction }) => ({ prediction, isNew: false }));
      const deferred = new Deferred<Landed>();
      const landing = deferred.promise;
      const flight: Flight = { structureId, modelKey, contentHash, landing, current: true };
      this.tier.launch(flight, !force);
      passengers.push({ crystal, flight, deferred });
      return landing;
    });
    // In one flight a structure may have one row by force only, so these keep to themselves.
    if (force && passengers.length > 0) void this.fly(model, passengers, true);
    else if (passengers.length > 0) this.departures.add(model, passengers);
    return landings;
  }

  /** Lands every passenger, in one way or the other. */
  private async fly(model: PropertyModel, all: Passenger[], force: boolean): Promise<void> {
    try {
      const left = force ? all : await this.landReusable(model, all);
      if (left.length === 0) return;
      const crystals = left.map(({ crystal }) => crystal);
      const finish = (results: PromiseSettledResult<Computed>[]): Promise<void> =>
        this.landComputed(model, left, results, force);
      if (force) await finish(await this.computations.computeAnew(model, crystals));
      else await this.computations.compute(model, crystals, finish);
    } catch (error) {
      for (const passenger of all) this.fail(passenger, error);
    }
  }

  /** @returns those for whom the table has nothing */
  private async landReusable(model: PropertyModel, all: Passenger[]): Promise<Passenger[]> {
    const wanted = all.map(({ flight }) => flight);
    const rows = byStructure(await this.store.findReusable(model, wanted));
    return all.filter((passenger) => {
      const row = rows.get(passenger.crystal.id);
      if (row) this.land(passenger, toPrediction(row, true), false);
      return !row;
    });
  }

  private async landComputed(
    model: PropertyModel,
    passengers: Passenger[],
    results: PromiseSettledResult<Computed>[],
    force: boolean,
  ): Promise<void> {
    let drafts: Draft[] = [];
    passengers.forEach((passenger, i) => {
      const result = results[i];
      if (result?.status !== 'fulfilled') this.fail(passenger, result?.reason);
      else if (!result.value.outcome.ok) {
        this.fail(passenger, unprocessable(result.value.outcome));
      } else drafts.push(draftOf(model, passenger, result.value, force));
    });
    for (let attempt = 0; attempt < INSERT_ATTEMPTS && drafts.length > 0; attempt += 1) {
      const inserted = byStructure(await this.store.insert(model, drafts));
      drafts = await this.landOthers(this.landInserted(model, drafts, inserted));
    }
    for (const { passenger } of drafts) {
      this.fail(passenger, notFound('structure', passenger.crystal.id));
    }
  }

  private landInserted(
    { info }: PropertyModel,
    drafts: Draft[],
    inserted: Map<string, Inserted>,
  ): Draft[] {
    return drafts.filter(({ passenger, structureId, isNew, ...draft }) => {
      const row = inserted.get(structureId);
      if (!row) return true;
      // Taken: should the structure be aboard twice, the other finds the row by its key.
      inserted.delete(structureId);
      const prediction: Prediction = {
        id: row.id,
        structure_id: structureId,
        model_name: info.name,
        model_version: info.version,
        properties: draft.properties,
        confidence_scores: draft.confidenceScores,
        cached: true,
        metadata: draft.metadata,
        created_at: row.created_at.toISOString(),
      };
      this.land(passenger, prediction, isNew);
      return false;
    });
  }

  /** Lands those whose row another process made first. */
  private async landOthers(drafts: Draft[]): Promise<Draft[]> {
    const keys = drafts.flatMap(({ requestKey }) => requestKey ?? []);
    if (keys.length === 0) return drafts;
    const rows = byStructure(await this.store.findByRequestKeys(keys));
    return drafts.filter(({ passenger, structureId }) => {
      const row = rows.get(structureId);
      if (row) this.land(passenger, toPrediction(row, true), false);
      return !row;
    });
  }

  private land({ flight, deferred }: Passenger, prediction: Prediction, isNew: boolean): void {
    this.tier.land(flight, prediction);
    deferred.resolve({ prediction, isNew });
  }

  private fail({ flight, deferred }: Passenger, reason: unknown): void {
    this.tier.land(flight);
    deferred.reject(reason);
  }
}

function byStructure<T extends Inserted | PredictionRow>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.structure_id, row]));
}

function unprocessable({ code, reason }: Extract<ModelOutcome, { ok: false }>): ProblemException {
  return new ProblemException('unprocessable', reason, code === undefined ? {} : { code });
}

function draftOf(
  model: PropertyModel,
  passenger: Passenger,
  { outcome, inferenceTimeMs, isNew }: Computed,
  force: boolean,
): Draft {
  if (!outcome.ok) throw new Error('No row for what has no result');
  const { id, contentHash, formula, numAtoms, dimensionality } = passenger.crystal;
  return {
    passenger,
    isNew,
    structureId: id,
    contentHash,
    properties: outcome.properties,
    confidenceScores: outcome.confidenceScores,
    metadata: {
      formula,
      num_atoms: numAtoms,
      dimensionality,
      inference_time_ms: inferenceTimeMs,
      weights_digest: model.weightsDigest,
      ...outcome.notes,
    },
    requestKey: force ? null : requestKeyOf(id, contentHash, passenger.flight.modelKey),
  };
}
