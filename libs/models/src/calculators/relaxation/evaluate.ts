import { neighbourList, type Structure, type Vector3 } from '@nano-os/crystal';
import { CannotPredict } from '../../errors';
import { GPA_PER_EV_A3 } from '../../units';
import { combine, IDENTITY, matrixOf } from '../linear/matrix3';
import { longest } from '../linear/vectors';
import { calculateOne, type Potential } from '../potential';
import { allowed, type RelaxationCoordinates } from './coordinates';
import type { Point } from './optimizer';
import type { RelaxationOptions } from './options';
import type { Evaluation } from './relaxation';
import type { SymmetryProjector } from './symmetry-projector';

/** What an evaluation is made with; the same for a whole relaxation. */
export interface Setting {
  readonly potential: Potential;
  readonly options: RelaxationOptions;
  readonly coordinates: RelaxationCoordinates;
  readonly symmetry: SymmetryProjector | null;
  /** Å³, at the start. */
  readonly volume: number;
}

/**
 * Asks the potential about a crystal on its way.
 * @throws {CannotPredict} when the crystal left its bounds, or by the potential
 */
export async function evaluate(
  { potential, options, coordinates, symmetry, volume }: Setting,
  at: Float64Array,
  step: number,
): Promise<{ evaluation: Evaluation; point: Point }> {
  const structure = coordinates.structureAt(at);
  refuseOutOfBounds(structure, volume, options);
  const answer = await calculateOne(potential, structure);
  const { rows } = structure.lattice;
  const forces = symmetry?.forces(answer.forces, rows) ?? answer.forces;
  const stress = symmetry?.stress(matrixOf(answer.stress), rows) ?? matrixOf(answer.stress);
  const pressed = combine(1, stress, options.pressure, IDENTITY);
  const perStrain = structure.volume / GPA_PER_EV_A3;
  const value = answer.energy + options.pressure * perStrain;
  const virial = combine(perStrain, pressed, 0, IDENTITY);
  const frame = {
    step,
    energy: answer.energy,
    maxForce: longest(forces),
    maxStress: Math.max(...allowed(pressed, options.cell).flat().map(Math.abs)),
    volume: structure.volume,
    lattice: rows,
    fracCoords: structure.fracCoords,
  };
  return {
    evaluation: { frame, forces: vectorsOf(forces), stress, value },
    point: { at, value, gradient: coordinates.gradientAt(at, forces, virial) },
  };
}

export function isConverged({ frame }: Evaluation, options: RelaxationOptions): boolean {
  return frame.maxForce <= options.maxForce && frame.maxStress <= options.maxStress;
}

function refuseOutOfBounds(
  structure: Structure,
  volume: number,
  { volumes, nearest }: RelaxationOptions,
): void {
  const share = structure.volume / volume;
  if (share < volumes[0] || share > volumes[1]) {
    const percent = `${(100 * share).toFixed(0)} %`;
    throw new CannotPredict('volume-out-of-bounds', `Its volume became ${percent} of what it was.`);
  }
  if (nearest === 0) return;
  const { distance } = neighbourList(structure, nearest);
  if (distance.length === 0) return;
  const length = Math.min(...distance).toFixed(2);
  throw new CannotPredict('atoms-too-close', `Two atoms came within ${length} Å.`);
}

function vectorsOf(values: Float64Array): Vector3[] {
  return Array.from({ length: values.length / 3 }, (_, index): Vector3 => {
    const [x = NaN, y = NaN, z = NaN] = values.subarray(3 * index, 3 * index + 3);
    return [x, y, z];
  });
}
