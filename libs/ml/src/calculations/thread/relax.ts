import { Lattice } from '@nano-os/crystal';
import {
  RelaxationCalculator,
  type RelaxationCheckpoint,
  type RelaxationFrame,
  type RelaxationProgress,
  type RelaxationResult,
} from '@nano-os/models';
import type { JobProgress } from '../../jobs/records/job';
import { toResultStructure } from '../result-structure';
import type { Frame } from '../trajectory';
import type { Calculation, CalculationOutcome } from './calculation';
import { relaxationOptionsOf, type SharedParameters } from './parameters';

export interface RelaxationParameters extends SharedParameters {
  readonly relax_cell: boolean;
  readonly keep_symmetry: boolean;
}

/** Frames that are kept at most, and sites in all of them; longer ways are thinned out. */
const MOST_FRAMES = 500;
const MOST_FRAME_SITES = 100_000;

/** Relaxes a crystal, from the beginning or from where an earlier attempt was. */
export async function relax(
  { potential, crystal, checkpoint: before, report }: Calculation,
  parameters: RelaxationParameters,
): Promise<CalculationOutcome> {
  const mostFrames = Math.min(MOST_FRAMES, MOST_FRAME_SITES / crystal.numSites);
  const calculator = new RelaxationCalculator(potential, {
    ...relaxationOptionsOf(parameters),
    cell: parameters.relax_cell ? 'free' : 'fixed',
    keepSymmetry: parameters.keep_symmetry,
    every: Math.ceil(parameters.max_steps / mostFrames),
  });
  const run = {
    onProgress: ({ frame, maxSteps, checkpoint }: RelaxationProgress) => {
      report(progressOf(frame, maxSteps), checkpoint);
    },
  };
  const from = before as RelaxationCheckpoint | null;
  const result = await (from ? calculator.resume(from, run) : calculator.calc(crystal, run));
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
  return {
    outcome: result.outcome,
    message: result.message,
    steps: result.steps,
    energy: result.energy,
    volume: Lattice.fromRows(result.structure.lattice).volume,
    max_force: result.maxForce,
    max_stress: result.maxStress,
    forces: result.forces,
    stress: result.stress,
    structure: toResultStructure(result.structure),
  };
}
