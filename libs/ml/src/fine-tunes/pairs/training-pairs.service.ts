import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, ProblemException, type Caller, type Environment } from '@nano-os/common';
import { PAIR_LIMITS, type ModelCard, type PairFormat, type TrainingPair } from '@nano-os/models';
import { SimulationsService } from '@nano-os/simulations';
import { StructuresService } from '@nano-os/structures';
import type { PairInput } from './messages';
import { PairsThread } from './pairs-thread';

/** Where the crystals of a fine-tuning and their values come from; exactly one is there. */
export interface PairSource {
  readonly pairs?: readonly { readonly structure_id: string; readonly value: number }[];
  /** Structures whose latest simulation with the property gives the value. */
  readonly from_simulations?: readonly string[];
  /** A table or JSON lines, as text or as a file. */
  readonly content?: string | Uint8Array;
  /** Of the content; found out when left out. */
  readonly format?: PairFormat;
}

/** Gathers what a model is to be tuned on. */
@Injectable()
export class TrainingPairsService {
  constructor(
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(SimulationsService) private readonly simulations: SimulationsService,
    @Inject(PairsThread) private readonly thread: PairsThread,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * What the base can be tuned on.
   * @throws {ProblemException} unprocessable for structures that the caller may not see, molecules,
   *   and structures without a simulation of the property; as {@link PairsThread.check}
   * @throws {FineTuningRefused} for what cannot be read, and where nothing could be learnt
   */
  async gather(
    caller: Caller,
    card: ModelCard,
    property: string,
    source: PairSource,
  ): Promise<readonly TrainingPair[]> {
    const input = await this.inputOf(caller, property, source);
    const { FINE_TUNE_PAIRS: maxPairs, FINE_TUNE_SITES: maxSitesInAll } = this.environment;
    const limits = { ...PAIR_LIMITS, maxPairs, maxSitesInAll };
    return this.thread.check(caller.id, { input, property, limits, card });
  }

  private async inputOf(caller: Caller, property: string, source: PairSource): Promise<PairInput> {
    const { pairs, from_simulations, content, format } = source;
    if ([pairs, from_simulations, content].filter((given) => given !== undefined).length !== 1) {
      throw new ProblemException(
        'unprocessable',
        'Give the crystals in one way: by pairs, from_simulations, content or file.',
      );
    }
    const most = this.environment.FINE_TUNE_PAIRS;
    const listed = (pairs ?? from_simulations ?? []).length;
    if (listed > most) {
      throw new ProblemException(
        'unprocessable',
        `There are ${listed} crystals; the most is ${most}. Leave some out.`,
      );
    }
    if (content !== undefined) {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      return { kind: 'file', bytes, format };
    }
    const known = pairs ?? (await this.fromSimulations(caller, property, from_simulations ?? []));
    return { kind: 'pairs', pairs: await this.withCrystals(caller, known) };
  }

  private async fromSimulations(
    caller: Caller,
    property: string,
    ids: readonly string[],
  ): Promise<{ structure_id: string; value: number }[]> {
    const values = await this.simulations.latestValues(caller, ids, property);
    refuseSome(
      ids.filter((id) => !values.has(id)),
      `have no simulation with ${property} that you may see`,
    );
    return [...values].map(([structure_id, value]) => ({ structure_id, value }));
  }

  private async withCrystals(
    caller: Caller,
    pairs: readonly { readonly structure_id: string; readonly value: number }[],
  ): Promise<TrainingPair[]> {
    const ids = [...new Set(pairs.map(({ structure_id }) => structure_id))];
    const visible = await this.structures.getManyVisible(caller, ids);
    refuseSome(
      ids.filter((id) => !visible.has(id)),
      'do not exist, or you may not see them',
    );
    const molecules: string[] = [];
    const known = pairs.flatMap(({ structure_id, value }): TrainingPair[] => {
      const { lattice, species, fracCoords } = visible.get(structure_id) ?? {};
      if (lattice && species && fracCoords) {
        return [{ label: structure_id, crystal: { lattice, species, fracCoords }, value }];
      }
      molecules.push(structure_id);
      return [];
    });
    refuseSome(molecules, 'are molecules, without a cell');
    return known;
  }
}

const MOST_NAMED = 5;

function refuseSome(ids: readonly string[], why: string): void {
  if (ids.length === 0) return;
  const named = ids.slice(0, MOST_NAMED).join(', ');
  throw new ProblemException(
    'unprocessable',
    `${ids.length} structures ${why}: ${named}${ids.length > MOST_NAMED ? ', ...' : ''}.`,
  );
}
