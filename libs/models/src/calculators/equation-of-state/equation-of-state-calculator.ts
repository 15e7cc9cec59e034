import type { Structure } from '@nano-os/crystal';
import { CannotPredict, ModelError } from '../../errors';
import type { PlainCrystal } from '../../runtime/crystals';
import { Calculator, type RunOptions } from '../calculator';
import { combine, IDENTITY } from '../linear/matrix3';
import { plainCrystal, structureOf } from '../plain-crystal';
import type { Potential } from '../potential';
import type { RelaxationOptions } from '../relaxation/options';
import { RelaxationCalculator } from '../relaxation/relaxation-calculator';
import { strained } from '../strain';
import { fitBirchMurnaghan, type EquationOfState } from './birch-murnaghan';

export interface EquationOfStateOptions {
  /** The largest linear strain, of all axes alike; volumes go by its third power. */
  readonly strain: number;
  /** How many volumes, an odd number: the middle one is the relaxed crystal's. */
  readonly points: number;
  readonly relaxFirst: boolean;
  /** Relaxes at each volume the positions and the shape of the cell, the positions, or nothing. */
  readonly relax: 'shape' | 'positions' | 'nothing';
  /** For the relaxations. */
  readonly relaxation: Partial<RelaxationOptions>;
}

export const DEFAULT_EQUATION_OF_STATE: EquationOfStateOptions = {
  strain: 0.02,
  points: 11,
  relaxFirst: true,
  relax: 'shape',
  relaxation: { maxForce: 0.005, maxStress: 0.01 },
};

/** A crystal at one volume. */
export interface VolumePoint {
  /** Å³ */
  readonly volume: number;
  /** eV */
  readonly energy: number;
  readonly isConverged: boolean;
}

/** Plain data throughout. */
export interface EquationOfStateResult extends EquationOfState {
  readonly potential: string;
  /** The crystal at the middle volume. */
  readonly structure: PlainCrystal;
  /** By rising volume. */
  readonly points: readonly VolumePoint[];
}

/** What a calculation can go on from, in another process too; plain data. */
export interface EquationOfStateCheckpoint {
  readonly structure: PlainCrystal;
  readonly points: readonly VolumePoint[];
}

export interface EquationOfStateProgress {
  readonly done: number;
  readonly of: number;
  /** Null until the crystal is relaxed. */
  readonly checkpoint: EquationOfStateCheckpoint | null;
}

/** Energies over volumes, fitted by the equation of Birch and Murnaghan. */
export class EquationOfStateCalculator extends Calculator<
  EquationOfStateResult,
  EquationOfStateProgress
> {
  private readonly options: EquationOfStateOptions;

  /** @throws {ModelError} bad-options */
  constructor(
    private readonly potential: Potential,
    options: Partial<EquationOfStateOptions> = {},
  ) {
    super();
    this.options = { ...DEFAULT_EQUATION_OF_STATE, ...options };
    const { strain, points } = this.options;
    const isRight = strain > 0 && strain < 0.3 && Number.isInteger(points) && points >= 5;
    if (isRight && points % 2 === 1) return;
    throw new ModelError(
      'bad-options',
      'Equation of state: give a strain between 0 and 0.3 and an odd number of points from 5 on.',
    );
  }

  /** @throws {CannotPredict} by the potential; not-relaxed; no-minimum when the volumes hold none */
  override async calc(
    structure: Structure,
    run: RunOptions<EquationOfStateProgress> = {},
  ): Promise<EquationOfStateResult> {
    run.onProgress?.({ done: 0, of: this.options.points, checkpoint: null });
    const start = this.options.relaxFirst ? await this.relaxed(structure, run) : structure;
    return this.resume({ structure: plainCrystal(start), points: [] }, run);
  }

  /** Goes on from where a calculation with the same potential and options was. */
  async resume(
    checkpoint: EquationOfStateCheckpoint,
    { signal, onProgress }: RunOptions<EquationOfStateProgress> = {},
  ): Promise<EquationOfStateResult> {
    const { structure } = checkpoint;
    const start = structureOf(structure);
    const { strain, points: count } = this.options;
    const points = [...checkpoint.points];
    for (let index = points.length; index < count; index++) {
      signal?.throwIfAborted();
      const size = strain * ((2 * index) / (count - 1) - 1);
      const cell = strained(start, combine(size, IDENTITY, 0, IDENTITY));
      points.push(await this.pointOf(cell, signal));
      const done = { structure, points: [...points] };
      onProgress?.({ done: points.length, of: count, checkpoint: done });
    }
    const fit = fitBirchMurnaghan(
      points.map(({ volume }) => volume),
      points.map(({ energy }) => energy),
    );
    if (fit) return { ...fit, potential: this.potential.name, structure, points };
    throw new CannotPredict('no-minimum', 'The energies have no minimum among these volumes.');
  }

  private async relaxed(
    structure: Structure,
    { signal }: RunOptions<EquationOfStateProgress>,
  ): Promise<Structure> {
    const relaxation = new RelaxationCalculator(this.potential, this.options.relaxation);
    const { outcome, message, structure: found } = await relaxation.calc(structure, { signal });
    if (outcome === 'converged') return structureOf(found);
    throw new CannotPredict('not-relaxed', `The crystal does not relax. ${message}`);
  }

  private async pointOf(structure: Structure, signal?: AbortSignal): Promise<VolumePoint> {
    const { relax, relaxation } = this.options;
    const options: Partial<RelaxationOptions> = {
      ...relaxation,
      cell: relax === 'shape' ? 'shape' : 'fixed',
      ...(relax === 'nothing' ? { maxSteps: 0 } : {}),
    };
    const calculator = new RelaxationCalculator(this.potential, options);
    const { energy, outcome } = await calculator.calc(structure, { signal });
    const isConverged = relax === 'nothing' || outcome === 'converged';
    return { volume: structure.volume, energy, isConverged };
  }
}
