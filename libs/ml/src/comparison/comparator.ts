import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException, type Caller } from '@nano-os/common';
import { SimulationsService } from '@nano-os/simulations';
import { StructuresService } from '@nano-os/structures';
import { PredictionArchive } from '../prediction/prediction-archive';
import type { SlimRow } from '../prediction/prediction-rows';
import { aggregateComparisons, type PropertyAggregate } from './aggregate';
import { compareMlVsSimulation, type Comparison } from './compare-ml-vs-simulation';
import type { Thresholds } from './quality';

/** What is asked to be compared. */
export interface ComparisonPair {
  /** UUIDs in lower case. */
  predicted_properties_id: string;
  simulation_result_id: string;
  thresholds?: Record<string, Thresholds>;
}

export interface PairComparison extends Comparison {
  predicted_properties_id: string;
  simulation_result_id: string;
  structure_id: string;
  model_name: string;
  model_version: string;
  created_at: string;
}

/** A pair that could not be compared. */
export interface FailedPair {
  predicted_properties_id: string;
  simulation_result_id: string;
  error: string;
}

export interface BatchComparison {
  /** In the order of the pairs. */
  results: (PairComparison | FailedPair)[];
  aggregate: Record<string, PropertyAggregate>;
}

/** Compares stored predictions with stored simulations. */
@Injectable()
export class Comparator {
  constructor(
    @Inject(PredictionArchive) private readonly archive: PredictionArchive,
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(SimulationsService) private readonly simulations: SimulationsService,
  ) {}

  /** @throws {ProblemException} not-found; unprocessable for different structures */
  async compare(caller: Caller, pair: ComparisonPair): Promise<PairComparison> {
    const visible = await this.findPredictions(caller, [pair.predicted_properties_id]);
    return this.comparePair(caller, pair, visible);
  }

  /** Compares every pair; one that cannot be compared leaves the others alone. */
  async compareMany(caller: Caller, pairs: readonly ComparisonPair[]): Promise<BatchComparison> {
    const ids = [...new Set(pairs.map((pair) => pair.predicted_properties_id))];
    const visible = await this.findPredictions(caller, ids);
    const settled = await Promise.allSettled(
      pairs.map((pair) => this.comparePair(caller, pair, visible)),
    );
    const compared: PairComparison[] = [];
    const results = pairs.map((pair, i) => {
      const result = settled[i];
      if (result?.status !== 'fulfilled') return failureOf(pair, result?.reason);
      compared.push(result.value);
      return result.value;
    });
    const aggregate = aggregateComparisons(compared.map(({ comparisons }) => comparisons));
    return { results, aggregate };
  }

  private async comparePair(
    caller: Caller,
    pair: ComparisonPair,
    visible: ReadonlyMap<string, SlimRow>,
  ): Promise<PairComparison> {
    const { predicted_properties_id, simulation_result_id } = pair;
    const row = visible.get(predicted_properties_id);
    if (!row) throw notFound('prediction', predicted_properties_id);
    const simulation = await this.simulations.getVisible(caller, simulation_result_id);
    if (simulation.structureId !== row.structure_id) {
      throw new ProblemException(
        'unprocessable',
        `The prediction is of the structure ${row.structure_id} and the simulation of ` +
          `${simulation.structureId}; the two are different structures.`,
      );
    }
    return {
      predicted_properties_id,
      simulation_result_id,
      structure_id: row.structure_id,
      model_name: row.model_name,
      model_version: row.model_version,
      ...compareMlVsSimulation(row.properties, simulation.summary, {
        thresholds: pair.thresholds,
      }),
      created_at: new Date().toISOString(),
    };
  }

  /** Those predictions among `ids` whose structure the caller may see. */
  private async findPredictions(
    caller: Caller,
    ids: readonly string[],
  ): Promise<Map<string, SlimRow>> {
    const rows = await this.archive.findByIds(ids);
    const structureIds = [...new Set(rows.map((row) => row.structure_id))];
    const visible = await this.structures.getManyVisible(caller, structureIds);
    return new Map(
      rows.flatMap((row) => (visible.has(row.structure_id) ? [[row.id, row] as const] : [])),
    );
  }
}

/** @throws the reason, when it is not about the pair (the database is away) */
function failureOf(pair: ComparisonPair, reason: unknown): FailedPair {
  if (!(reason instanceof ProblemException)) throw reason;
  const { predicted_properties_id, simulation_result_id } = pair;
  return { predicted_properties_id, simulation_result_id, error: reason.detail };
}
