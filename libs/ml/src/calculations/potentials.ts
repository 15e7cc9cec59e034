import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, ProblemException, type Environment } from '@nano-os/common';
import {
  InferencePool,
  ModelError,
  PUBLISHED,
  type CompiledModel,
  type ModelAnswer,
  type PlainCrystal,
} from '@nano-os/models';
import { InstalledModels } from '../models/networks/installed-models';
import type { Crystal } from '../models/property-model';
import { WorkRefused } from '../jobs/work/work';

/** What a potential says of one crystal. */
export interface PotentialValues {
  /** eV for the cell. */
  readonly energy: number;
  /** Three components an atom, eV/Å. */
  readonly forces: Float64Array;
  /** Nine components by rows, GPa; negative under compression. */
  readonly stresses: Float64Array;
}

const NEEDED = ['energy', 'forces', 'stresses'];

/** The installed models that give energies, forces and stresses. */
@Injectable()
export class Potentials {
  constructor(
    @Inject(InstalledModels) private readonly installed: InstalledModels,
    @Inject(InferencePool) private readonly pool: InferencePool,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * Finds out at once what would fail later.
   * @param name that of the configuration when absent
   * @returns the potential's name
   * @throws {ProblemException} model-unavailable; unprocessable for a molecule, an element that the
   *   potential does not know, or too many atoms
   */
  require(name: string | undefined, { lattice, species, numAtoms }: Crystal): string {
    const { card } = this.find(name ?? this.environment.NANO_OS_POTENTIAL);
    if (!lattice) {
      throw new ProblemException(
        'unprocessable',
        'This is a molecule; potentials calculate crystals, so give it a cell.',
      );
    }
    const unknown = [...new Set(species)].filter((symbol) => !card.elements.includes(symbol));
    if (unknown.length > 0) {
      const detail = `${card.name} does not know ${unknown.join(', ')}.`;
      throw new ProblemException('unprocessable', detail);
    }
    const { MAX_PREDICTION_ATOMS: most } = this.environment;
    if (numAtoms > most) {
      const detail = `The structure has ${numAtoms} atoms; at most ${most} are calculated.`;
      throw new ProblemException('unprocessable', detail);
    }
    return card.name;
  }

  /**
   * Energy, forces and stress of a crystal.
   * @throws {WorkRefused} when the potential cannot answer for it
   */
  async evaluate(name: string, crystal: PlainCrystal): Promise<PotentialValues> {
    const [answer] = await this.ask(this.find(name), crystal);
    if (!answer) throw new Error(`${name} left out a crystal`);
    if (!answer.ok) throw new WorkRefused(answer.code, answer.reason);
    const { energy, forces, stresses } = answer.values;
    if (
      typeof energy !== 'number' ||
      !(forces instanceof Float64Array) ||
      !(stresses instanceof Float64Array)
    ) {
      throw new Error(`${name} gives no energy, forces and stresses`);
    }
    return { energy, forces, stresses };
  }

  private async ask(model: CompiledModel, crystal: PlainCrystal): Promise<readonly ModelAnswer[]> {
    try {
      const [answers = []] = await this.pool.predict([model], [crystal]);
      return answers;
    } catch (error) {
      const isBad = error instanceof ModelError && error.code === 'bad-model';
      throw isBad ? new WorkRefused(error.code, error.message) : error;
    }
  }

  private find(name: string): CompiledModel {
    const model = this.installed.find(name);
    if (model && isPotential(model)) return model;
    throw new ProblemException(
      'model-unavailable',
      model
        ? `${name} is no potential: it gives no forces and stresses.`
        : `The potential ${name} is not installed; ${this.adviceOn(name)}`,
    );
  }

  private adviceOn(name: string): string {
    const isPublished = PUBLISHED.some((recipe) => recipe.name === name);
    if (isPublished) return `\`nano-os models pull ${name}\` brings it.`;
    const names = this.installed.all.filter(isPotential).map(({ card }) => card.name);
    if (names.length > 0) return `installed are ${names.join(', ')}.`;
    return 'none is: `nano-os models pull` or `import` installs some.';
  }
}

function isPotential({ card }: CompiledModel): boolean {
  const properties: readonly string[] = card.properties.map(({ name }) => name);
  return NEEDED.every((needed) => properties.includes(needed));
}
