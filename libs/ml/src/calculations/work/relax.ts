import { Lattice, type Structure } from '@nano-os/crystal';
import {
  RelaxationCalculator,
  type Potential,
  type RelaxationCheckpoint,
  type RelaxationFrame,
  type RelaxationProgress,
  type RelaxationResult,
} from '@nano-os/models';
import type { JobProgress } from '../records/calculation-job';
import type { Frame } from '../records/trajectory';
import type { CalculationOrder, CalculationOutcome } from './calculation';
import { relaxationOptionsOf, type SharedParameters } from './parameters';

export interface RelaxationParameters extends SharedParameters {
  readonly relax_cell: boolean;
  readonly keep_symmetry: boolean;
}

/** Frames that are kept at most; longer ways are thinned out. */
const MOST_FRAMES = 100;

/** Relaxes a crystal, from the beginning or from where an earlier attempt was. */
export async function relax(
  order: CalculationOrder,
  parameters: RelaxationParameters,
  potential: Potential,
  crystal: Structure,
): Promise<CalculationOutcome> {
  const calculator = new RelaxationCalculator(potential, {
    ...relaxationOptionsOf(parameters),
    cell: parameters.relax_cell ? 'free' : 'fixed',
    keepSymmetry: parameters.keep_symmetry,
    every: Math.ceil(parameters.max_steps / MOST_FRAMES),
  });
  const run = {
    signal: order.signal,
    onProgress: ({ frame, maxSteps, checkpoint }: RelaxationProgress) => {
      order.report(progressOf(frame, maxSteps), checkpoint);
    },
  };
  const before = order.checkpoint as RelaxationCheckpoint | null;
  const result = await (before ? calculator.resume(before, run) : calculator.calc(crystal, run));
  return {
    result: answerOf(result),
    trajectory: {
      species: result.structure.species,
      frames: result.trajectory.map(frameOf),
    },
  };
}

const progressOf = (frame: RelaxationFrame, of: number): JobProgress => ({
  stage: 'relaxing',
  step: frame.step,
  of,
  figures: {
    energy: frame.energy,
    max_force: frame.maxForce,
    max_stress: frame.maxStress,
    volume: frame.volume,
  },
});

const frameOf = (frame: RelaxationFrame): Frame => ({
  step: frame.step,
  energy: frame.energy,
  max_force: frame.maxForce,
  max_stress: frame.maxStress,
  lattice: frame.lattice,
  frac_coords: frame.fracCoords,
});

function answerOf(result: RelaxationResult): Record<string, unknown> {
  const { lattice, species, fracCoords } = result.structure;
  return {
    outcome: result.outcome,
    message: result.message,
    steps: result.steps,
    energy: result.energy,
    volume: Lattice.fromRows(lattice).volume,
    max_force: result.maxForce,
    max_stress: result.maxStress,
    forces: result.forces,
    stress: result.stress,
    structure: { lattice, species, frac_coords: fracCoords },
  };
}
