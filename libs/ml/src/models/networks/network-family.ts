import type { CompiledModel, InferencePool, ModelAnswer, PlainCrystal } from '@nano-os/models';
import { createHash } from 'node:crypto';
import type { Crystal, ModelInfo, ModelOutcome, PropertyModel } from '../property-model';
import { askInTurn } from './ask-in-turn';
import { rankByProperty, type Preference } from './precedence';
import { functionalOf, isOfTheCell, servedName, supportedProperties } from './served-properties';
import { toProblem } from './to-problem';
import { toResult, type Answered } from './to-result';

/** Changes when equal weights give other answers than before, so that old ones are not reused. */
const REVISION = 1;

/**
 * The installed models of one architecture as one model of the registry: each property is
 * answered by the best model that has it, or by the next where that one cannot.
 */
export class NetworkFamily implements PropertyModel {
  readonly info: ModelInfo;
  readonly weightsDigest: string;
  readonly reuse: 'content' | 'record';
  /** By property of a card, best first. */
  private readonly ranked: ReadonlyMap<string, readonly CompiledModel[]>;
  /** What the family promises and no installed model has, with the reason. */
  private readonly notInstalled: Readonly<Record<string, string>>;

  /**
   * @param base what the family is, with the least that it promises
   * @param models at least one
   * @param faults of models that are installed but cannot be used
   */
  constructor(
    base: ModelInfo,
    readonly models: readonly CompiledModel[],
    preference: Preference,
    private readonly pool: Pick<InferencePool, 'predict'>,
    faults: readonly string[] = [],
  ) {
    this.ranked = rankByProperty(models, preference);
    const properties = [...this.ranked.keys()];
    const least = base.supportedProperties;
    this.info = { ...base, supportedProperties: supportedProperties(least, properties) };
    this.reuse = properties.some(isOfTheCell) ? 'record' : 'content';
    this.weightsDigest = digestOf(this.ranked);
    const served = new Set(properties.map(servedName));
    this.notInstalled = Object.fromEntries(
      least
        .filter((name) => !served.has(name))
        .map((name) => {
          const reason = `No installed model of ${base.name} predicts it.`;
          return [name, [reason, ...faults].join(' ')];
        }),
    );
  }

  async predict(crystals: readonly Crystal[]): Promise<readonly ModelOutcome[]> {
    const inputs = crystals.map(plainCrystal);
    const asked = inputs.filter((input) => input !== null);
    const said = await this.ask(asked);
    let next = 0;
    return inputs.map((input) => {
      const answers = input === null ? undefined : said[next++];
      return answers ? this.outcomeOf(answers) : this.refuseMolecule();
    });
  }

  private async ask(
    crystals: readonly PlainCrystal[],
  ): Promise<ReadonlyMap<CompiledModel, ModelAnswer>[]> {
    try {
      return await askInTurn(this.pool, [...this.ranked.values()], crystals);
    } catch (error) {
      throw toProblem(error, this.info.name);
    }
  }

  private outcomeOf(said: ReadonlyMap<CompiledModel, ModelAnswer>): ModelOutcome {
    const answered = new Map<string, Answered>();
    const omitted: Record<string, string> = { ...this.notInstalled };
    let refused: Extract<ModelAnswer, { ok: false }> | undefined;
    for (const [property, models] of this.ranked) {
      const model = models.find((each) => said.get(each)?.ok);
      const answer = model && said.get(model);
      const value = answer?.ok ? answer.values[property] : undefined;
      if (model && answer?.ok && value !== undefined) {
        const confidence = answer.confidence[property];
        answered.set(property, { value, confidence, ...originOf(model, property) });
        continue;
      }
      const [first] = models.flatMap((each) => said.get(each) ?? []);
      if (first?.ok !== false) continue;
      refused ??= first;
      if (functionalOf(property) === null) omitted[property] = first.reason;
    }
    if (answered.size === 0 && refused) return refused;
    return { ok: true, ...toResult(answered, omitted) };
  }

  private refuseMolecule(): ModelOutcome {
    const reason = `${this.info.name} predicts crystals; this is a molecule, without a lattice.`;
    return { ok: false, code: 'molecule', reason };
  }
}

function originOf(
  { card }: CompiledModel,
  property: string,
): Pick<Answered, 'model' | 'functional' | 'unit'> {
  const unit = card.properties.find(({ name }) => name === property)?.unit ?? '';
  return { model: card.name, functional: card.training.functional, unit };
}

function plainCrystal({ lattice, species, fracCoords }: Crystal): PlainCrystal | null {
  return lattice && fracCoords ? { lattice, species, fracCoords } : null;
}

/** Of what answers each property: of all models with their order, but not of their notes. */
function digestOf(ranked: ReadonlyMap<string, readonly CompiledModel[]>): string {
  const lines = [...ranked]
    .map(([property, models]) => [
      property,
      ...models.map(({ key, card }) => `${card.name} ${key}`),
    ])
    .map((line) => line.join('\n'))
    .sort();
  return createHash('sha256')
    .update([REVISION, ...lines].join('\n\n'))
    .digest('hex');
}
