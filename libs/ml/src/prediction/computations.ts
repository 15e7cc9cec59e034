import { Inject, Injectable, Logger } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import type { ModelNotes, PredictionMetadata } from '../entities/predicted-properties.entity';
import type { Crystal, ModelOutcome, PropertyModel } from '../models/property-model';
import { refuseNonFinite } from './check-result';
import { Deferred } from './deferred';
import { modelKeyOf } from './prediction';
import { PredictionStore, type KnownResult } from './prediction.store';

/** An outcome with what it cost; `isNew` is false for the outcome of an earlier computation. */
export interface Computed {
  outcome: ModelOutcome;
  inferenceTimeMs: number;
  isNew: boolean;
}

const microseconds = (ms: number): number => Math.round(ms * 1000) / 1000;

function reuseOf({ metadata, ...result }: KnownResult): Computed {
  return {
    outcome: { ok: true, ...result, notes: notesOf(metadata) },
    inferenceTimeMs: metadata?.inference_time_ms ?? 0,
    isNew: false,
  };
}

/** What a model said beside its values, taken out of what was stored with them. */
function notesOf(metadata: PredictionMetadata | null): ModelNotes {
  const { models, functionals, units, raw_values, bandgap_by_functional, omitted } = metadata ?? {};
  return {
    ...(models && { models }),
    ...(functionals && { functionals }),
    ...(units && { units }),
    ...(raw_values && { raw_values }),
    ...(bandgap_by_functional && { bandgap_by_functional }),
    ...(omitted && { omitted }),
  };
}

/** Runs models, and runs none twice for the same content where its answer does not differ. */
@Injectable()
export class Computations {
  private readonly logger = new Logger(Computations.name);
  /** Those under way, by model and content, until their rows can be read. */
  private readonly shared = new Map<string, Deferred<Computed>>();

  constructor(@Inject(PredictionStore) private readonly store: PredictionStore) {}

  /** Runs the model on every crystal, whatever is known. A failure rejects its crystal alone. */
  async computeAnew(
    model: PropertyModel,
    crystals: readonly Crystal[],
  ): Promise<PromiseSettledResult<Computed>[]> {
    const start = performance.now();
    try {
      const outcomes = await model.predict(crystals);
      const elapsed = performance.now() - start;
      const inferenceTimeMs = microseconds(elapsed / crystals.length);
      return crystals.map((_, i) => {
        const outcome = outcomes[i];
        if (!outcome) throw new Error(`${model.info.name} answered ${outcomes.length} crystals`);
        const value = { outcome: refuseNonFinite(outcome), inferenceTimeMs, isNew: true };
        return { status: 'fulfilled', value };
      });
    } catch (reason) {
      // It says itself what is the matter, and would say it of each crystal again.
      if (reason instanceof ProblemException) {
        return crystals.map(() => ({ status: 'rejected', reason }));
      }
      this.logger.error(
        `${model.info.name} failed`,
        reason instanceof Error ? reason.stack : reason,
      );
      if (crystals.length === 1) {
        const detail = 'The model failed on this structure.';
        return [
          {
            status: 'rejected',
            reason: new ProblemException('internal', detail, {}, { cause: reason }),
          },
        ];
      }
    }
    const alone = await Promise.all(crystals.map((crystal) => this.computeAnew(model, [crystal])));
    return alone.flat();
  }

  /**
   * Finds what is known or under way for the content of each crystal and computes the rest, each
   * content once. `finish` is called with the results; other requests may count on it that rows
   * stored by it are found.
   */
  async compute<T>(
    model: PropertyModel,
    crystals: readonly Crystal[],
    finish: (results: PromiseSettledResult<Computed>[]) => Promise<T>,
  ): Promise<T> {
    if (model.reuse === 'record') return finish(await this.computeAnew(model, crystals));
    const modelKey = modelKeyOf(model);
    const led = new Map<Crystal, Deferred<Computed>>();
    const pending = crystals.map((crystal) => {
      const underWay = this.shared.get(modelKey + crystal.contentHash);
      if (underWay) return underWay.promise;
      const own = new Deferred<Computed>();
      this.shared.set(modelKey + crystal.contentHash, own);
      led.set(crystal, own);
      return own.promise;
    });
    try {
      // What others wait for first: two batches may wait for each other's crystals.
      await this.settle(model, led);
      const results = await Promise.allSettled(pending);
      return await finish(
        results.map((result, i) => {
          const crystal = crystals[i];
          return crystal && led.has(crystal) ? result : asReuse(result);
        }),
      );
    } finally {
      for (const { contentHash } of led.keys()) this.shared.delete(modelKey + contentHash);
    }
  }

  private async settle(
    model: PropertyModel,
    led: ReadonlyMap<Crystal, Deferred<Computed>>,
  ): Promise<void> {
    try {
      const hashes = [...led.keys()].map(({ contentHash }) => contentHash);
      const known =
        hashes.length > 0
          ? await this.store.findResults(model, hashes)
          : new Map<string, KnownResult>();
      const unknown = [...led].filter(([{ contentHash }, own]) => {
        const result = known.get(contentHash);
        if (result) own.resolve(reuseOf(result));
        return !result;
      });
      if (unknown.length === 0) return;
      const computed = await this.computeAnew(
        model,
        unknown.map(([crystal]) => crystal),
      );
      computed.forEach((result, i) => {
        const own = unknown[i]?.[1];
        if (result.status === 'fulfilled') own?.resolve(result.value);
        else own?.reject(result.reason);
      });
    } catch (error) {
      for (const own of led.values()) own.reject(error);
    }
  }
}

function asReuse(result: PromiseSettledResult<Computed>): PromiseSettledResult<Computed> {
  if (result.status === 'rejected') return result;
  return { status: 'fulfilled', value: { ...result.value, isNew: false } };
}
