import { CrystalError, type Structure } from '@nano-os/crystal';
import { CannotPredict } from '../../errors';
import type { PlainCrystal } from '../../runtime/crystals';
import { Calculator, type RunOptions } from '../calculator';
import { plainCrystal, structureOf } from '../plain-crystal';
import type { Potential } from '../potential';
import { RelaxationCoordinates } from './coordinates';
import { evaluate, isConverged, type Setting } from './evaluate';
import { fire } from './fire';
import { lbfgs } from './lbfgs';
import type { Optimizer } from './optimizer';
import { relaxationOptions, type RelaxationOptions } from './options';
import type {
  Evaluation,
  RelaxationCheckpoint,
  RelaxationFrame,
  RelaxationOutcome,
  RelaxationProgress,
  RelaxationResult,
} from './relaxation';
import { SymmetryProjector } from './symmetry-projector';

/** Å; how far an atom goes in a step at most. */
const MOST_MOVED = 0.2;
/** eV an atom; what single precision may add to an energy. */
const NOISE = 2e-6;

/** Brings crystals to a minimum of the energy, with their positions and their cells. */
export class RelaxationCalculator extends Calculator<RelaxationResult, RelaxationProgress> {
  private readonly options: RelaxationOptions;

  /** @throws {ModelError} bad-options */
  constructor(
    private readonly potential: Potential,
    options: Partial<RelaxationOptions> = {},
  ) {
    super();
    this.options = relaxationOptions(options);
  }

  /**
   * @throws {CannotPredict} when the potential has no answer for the crystal as it is given
   * @throws {CrystalError} symmetry-not-found
   */
  override calc(
    structure: Structure,
    run: RunOptions<RelaxationProgress> = {},
  ): Promise<RelaxationResult> {
    return this.resume(this.begin(structure), run);
  }

  /** Goes on from where a relaxation with the same potential and options was, with the same result. */
  async resume(
    checkpoint: RelaxationCheckpoint,
    run: RunOptions<RelaxationProgress> = {},
  ): Promise<RelaxationResult> {
    const atoms = checkpoint.start.species.length;
    return this.options.optimizer === 'fire'
      ? this.go(fire(MOST_MOVED), checkpoint, run)
      : this.go(lbfgs(MOST_MOVED, NOISE * atoms), checkpoint, run);
  }

  private begin(structure: Structure): RelaxationCheckpoint {
    return {
      start: plainCrystal(structure),
      step: 0,
      coordinates: new Array<number>(3 * structure.numSites + 6).fill(0),
      memory: null,
      best: null,
      trajectory: [],
    };
  }

  private setting(start: Structure): Setting {
    const { potential, options } = this;
    const symmetry = options.keepSymmetry ? SymmetryProjector.of(start, options.symprec) : null;
    const structure = symmetry?.structure ?? start;
    const coordinates = new RelaxationCoordinates(structure, options.cell);
    return { potential, options, coordinates, symmetry, volume: structure.volume };
  }

  private async go<State>(
    optimizer: Optimizer<State>,
    checkpoint: RelaxationCheckpoint,
    { signal, onProgress }: RunOptions<RelaxationProgress>,
  ): Promise<RelaxationResult> {
    const { start } = checkpoint;
    const { maxSteps, every } = this.options;
    const setting = this.setting(structureOf(start));
    const trajectory = [...checkpoint.trajectory];
    let { best } = checkpoint;
    let last = best;
    let at: Float64Array = Float64Array.from(checkpoint.coordinates);
    let memory = (checkpoint.memory ?? optimizer.start()) as State;
    for (let { step } = checkpoint; ; step++) {
      signal?.throwIfAborted();
      const before = { start, step, coordinates: at, memory, best };
      const frames = trajectory.length;
      const end = (outcome: RelaxationOutcome, evaluation: Evaluation, message: string) =>
        this.result(outcome, message, evaluation, { trajectory, start, steps: step });
      let found;
      try {
        found = await evaluate(setting, at, step);
      } catch (error) {
        if (!last || !isRefusal(error)) throw error;
        return end('flew-apart', last, `Step ${step}: ${error.message}`);
      }
      const { evaluation, point } = found;
      last = evaluation;
      if (!best || evaluation.value < best.value) best = evaluation;
      if (step % every === 0) trajectory.push(evaluation.frame);
      onProgress?.({
        frame: evaluation.frame,
        maxSteps,
        checkpoint: () => ({
          ...before,
          coordinates: [...before.coordinates],
          trajectory: trajectory.slice(0, frames),
        }),
      });
      if (isConverged(evaluation, this.options)) {
        return end('converged', evaluation, `Converged in ${step} steps.`);
      }
      if (step >= maxSteps) {
        return end('not-converged', best, `Not converged in ${maxSteps} steps.`);
      }
      ({ state: memory, at } = optimizer.next(memory, point));
    }
  }

  private result(
    outcome: RelaxationOutcome,
    message: string,
    { frame, forces, stress }: Evaluation,
    { trajectory, start, steps }: Way,
  ): RelaxationResult {
    const { lattice, fracCoords, energy, maxForce, maxStress } = frame;
    const isKept = trajectory.some(({ step }) => step === frame.step);
    return {
      outcome,
      message,
      potential: this.potential.name,
      structure: { lattice, species: start.species, fracCoords },
      energy,
      forces,
      stress,
      steps,
      maxForce,
      maxStress,
      trajectory: isKept ? trajectory : [...trajectory, frame],
    };
  }
}

/** Where a relaxation came along. */
interface Way {
  readonly trajectory: readonly RelaxationFrame[];
  readonly start: PlainCrystal;
  readonly steps: number;
}

function isRefusal(error: unknown): error is CannotPredict | CrystalError {
  return error instanceof CannotPredict || error instanceof CrystalError;
}
