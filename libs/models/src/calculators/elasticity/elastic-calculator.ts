import type { Structure } from '@nano-os/crystal';
import { CannotPredict } from '../../errors';
import { Calculator, type RunOptions } from '../calculator';
import { matrixOf } from '../linear/matrix3';
import { fitPolynomial } from '../linear/solve';
import { plainCrystal, structureOf } from '../plain-crystal';
import { calculateOne, type Potential } from '../potential';
import { RelaxationCalculator } from '../relaxation/relaxation-calculator';
import { strained } from '../strain';
import type { ElasticCheckpoint, ElasticProgress, ElasticResult, StrainedStress } from './elastic';
import { elasticOptions, type ElasticOptions } from './elastic-options';
import { moduliOf, stabilityOf } from './moduli';
import { VOIGT, voigtStrain, voigtStress } from './voigt';

/** The elastic tensor of crystals: the stress of strained cells, fitted linearly. */
export class ElasticCalculator extends Calculator<ElasticResult, ElasticProgress> {
  private readonly options: ElasticOptions;

  /** @throws {ModelError} bad-options */
  constructor(
    private readonly potential: Potential,
    options: Partial<ElasticOptions> = {},
  ) {
    super();
    this.options = elasticOptions(options);
  }

  /** @throws {CannotPredict} by the potential; not-relaxed when the crystal itself does not relax */
  override async calc(
    structure: Structure,
    run: RunOptions<ElasticProgress> = {},
  ): Promise<ElasticResult> {
    run.onProgress?.(this.progressOf(null));
    const start = this.options.relaxFirst ? await this.relaxed(structure, run) : structure;
    const { stress } = await calculateOne(this.potential, start);
    const residualStress = Math.max(...stress.map(Math.abs));
    return this.resume({ structure: plainCrystal(start), residualStress, stresses: [] }, run);
  }

  /** Goes on from where a calculation with the same potential and options was. */
  async resume(
    checkpoint: ElasticCheckpoint,
    { signal, onProgress }: RunOptions<ElasticProgress> = {},
  ): Promise<ElasticResult> {
    const { structure, residualStress } = checkpoint;
    const start = structureOf(structure);
    const { strains } = this.options;
    const all = VOIGT.flatMap((_, component) => strains.map((size) => ({ component, size })));
    const stresses = [...checkpoint.stresses];
    for (const { component, size } of all.slice(stresses.length)) {
      signal?.throwIfAborted();
      stresses.push(await this.stressOf(strained(start, voigtStrain(component, size)), signal));
      onProgress?.(this.progressOf({ structure, residualStress, stresses: [...stresses] }));
    }
    const fitted = VOIGT.map((_, component) =>
      slopes(strains, stresses.slice(component * strains.length, (component + 1) * strains.length)),
    );
    const mirror = (i: number, j: number): number => fitted[j]?.[i] ?? NaN;
    const tensor = fitted.map((row, i) => row.map((value, j) => (value + mirror(i, j)) / 2));
    const misses = fitted.flatMap((row, i) =>
      row.map((value, j) => Math.abs(value - mirror(i, j))),
    );
    return {
      potential: this.potential.name,
      structure,
      tensor,
      asymmetry: Math.max(...misses),
      moduli: moduliOf(tensor),
      ...stabilityOf(tensor),
      residualStress,
      notConverged: stresses.filter(({ isConverged }) => !isConverged).length,
    };
  }

  private progressOf(checkpoint: ElasticCheckpoint | null): ElasticProgress {
    const of = VOIGT.length * this.options.strains.length;
    return { done: checkpoint?.stresses.length ?? 0, of, checkpoint };
  }

  private async relaxed(
    structure: Structure,
    { signal }: RunOptions<ElasticProgress>,
  ): Promise<Structure> {
    const relaxation = new RelaxationCalculator(this.potential, this.options.relaxation);
    const { outcome, message, structure: found } = await relaxation.calc(structure, { signal });
    if (outcome === 'converged') return structureOf(found);
    throw new CannotPredict('not-relaxed', `The crystal does not relax. ${message}`);
  }

  private async stressOf(structure: Structure, signal?: AbortSignal): Promise<StrainedStress> {
    if (!this.options.relaxStrained) {
      const { stress } = await calculateOne(this.potential, structure);
      return { stress: voigtStress(matrixOf(stress)), isConverged: true };
    }
    const options = { ...this.options.relaxation, cell: 'fixed' as const };
    const relaxation = new RelaxationCalculator(this.potential, options);
    const { stress, outcome } = await relaxation.calc(structure, { signal });
    return { stress: voigtStress(stress), isConverged: outcome === 'converged' };
  }
}

/** How fast each of the six stresses grows with the strain. */
function slopes(strains: readonly number[], stresses: readonly StrainedStress[]): number[] {
  return VOIGT.map((_, index) => {
    const values = stresses.map(({ stress }) => stress[index] ?? NaN);
    return fitPolynomial(strains, values, 1)?.[1] ?? NaN;
  });
}
