import { TensorTable } from '../src/conversion/tensor-table';
import { m3gnet } from '../src/m3gnet';
import { renamed } from '../src/m3gnet/rename-matgl';
import { networkOf } from '../src/networks';
import type { StoredTensor } from '../src/safetensors';
import type { Sample } from '../src/training/batches';
import type { Learnt } from '../src/training/rows/learnt';
import type { Task } from '../src/training/training-graph';
import { SEEDED_CRYSTALS } from './seeded-figures';
import { seededTensors } from './seeded-weights';
import { M3GNET_TRAINING, tensorsOf } from './training-figures';

/** A batch with energies, forces and stresses, and what matgl's M3GNet and PyTorch make of it. */
export interface PotentialStep {
  readonly task: Task;
  readonly samples: readonly Sample[];
  readonly weights: ReadonlyMap<string, StoredTensor>;
  readonly gradients: ReadonlyMap<string, StoredTensor>;
  readonly loss: number;
}

export function potentialStep(): PotentialStep {
  const { config, weights, gradients, references, units, shares, targets, loss } =
    M3GNET_TRAINING.potential;
  const parsed = m3gnet.parseConfig(config);
  const energies: StoredTensor = {
    dtype: 'F32',
    shape: [references.length],
    data: Float32Array.from(references),
  };
  const byOurNames = (tensors: Map<string, StoredTensor>) =>
    new Map(
      renamed(new TensorTable(tensors.set('element_refs.property_offset', energies)), parsed),
    );
  const kinds = ['energy', 'forces', 'stresses'] as const;
  const given = {
    energy: [...targets.energy],
    forces: [...targets.forces],
    stresses: [...targets.stresses],
  };
  const components = (kind: 'forces' | 'stresses', width: number, count: number): Learnt => ({
    width,
    values: Float64Array.from(given[kind].splice(0, count), (value) => value / units[kind]),
  });
  const network = networkOf('m3gnet');
  return {
    task: {
      network,
      config: parsed,
      targets: kinds.map((output) => ({ output, weight: shares[output], unit: units[output] })),
      loss: { kind: 'l2', delta: 1 },
      fixed: new Set(['element_references']),
    },
    samples: SEEDED_CRYSTALS.map((crystal) => ({
      graph: network.featurise(crystal, parsed),
      targets: [
        (given.energy.shift() ?? NaN) / units.energy,
        components('forces', 3, 3 * crystal.numSites),
        components('stresses', 9, 9),
      ],
    })),
    weights: byOurNames(seededTensors(weights)),
    gradients: byOurNames(tensorsOf(gradients)),
    loss,
  };
}
