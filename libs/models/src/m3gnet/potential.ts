import {
  cast,
  concat,
  div,
  expandDims,
  gather,
  mul,
  segmentSum,
  slice,
  sub,
  type Tensor,
} from '@nano-os/tensor';
import type { PotentialTensors } from '../network';
import { GPA_PER_EV_A3 } from '../units';
import type { M3gnetConfig } from './config';
import { m3gnetInputs } from './inputs';

/** What `decode` makes of the outputs of a potential, as tensors in double precision. */
export function potential(
  outputs: Readonly<Record<string, Tensor>>,
  { readout }: M3gnetConfig,
): PotentialTensors | undefined {
  const { atom_energy: energies, bond_gradient: gradient } = outputs;
  if (readout !== 'energy' || !energies || !gradient) return undefined;
  const { source, target, vectors, atomCrystal, crystalAtoms, crystalVolume } = m3gnetInputs();
  const bondCrystal = gather(atomCrystal, source);
  const work = concat(
    [0, 1, 2].map((row) => mul(slice(vectors, 1, row, row + 1), gradient)),
    1,
  );
  const strain = segmentSum(work, bondCrystal, 'crystals');
  return {
    energy: div(segmentSum(energies, atomCrystal, 'crystals'), cast(crystalAtoms, 'double')),
    forces: sub(segmentSum(gradient, source, 'atoms'), segmentSum(gradient, target, 'atoms')),
    stresses: div(mul(strain, GPA_PER_EV_A3), expandDims(crystalVolume, 1)),
  };
}
