import type { Structure } from '@nano-os/crystal';
import { renameAlignn } from '../src/alignn/rename';
import type { Architecture } from '../src/cards/card';
import { TensorTable, stored } from '../src/conversion/tensor-table';
import { cgcnn } from '../src/cgcnn';
import { renameCgcnn } from '../src/cgcnn/rename';
import { m3gnet } from '../src/m3gnet';
import { renamed as renameM3gnet } from '../src/m3gnet/rename-matgl';
import { renameMatgl } from '../src/megnet/rename-matgl';
import { networkOf } from '../src/networks';
import type { StoredTensor } from '../src/safetensors';
import type { Task } from '../src/training/training-graph';
import { ALIGNN_CRYSTALS, ALIGNN_TRAINING, seededAlignn } from './alignn-figures';
import { SEEDED_CRYSTALS, TORCH } from './seeded-figures';
import { seeded, seededTensors } from './seeded-weights';
import { M3GNET_TRAINING, TRAINING, tensorsOf, type StepFigures } from './training-figures';

/** One step that the authors' code and ours take from the same weights on the same crystals. */
export interface ComparedStep {
  readonly task: Task;
  readonly figures: StepFigures;
  readonly graphs: readonly unknown[];
  /** By our names. */
  readonly weights: ReadonlyMap<string, StoredTensor>;
  /** By our names; of norms, the running statistics after the step. */
  readonly gradients: ReadonlyMap<string, StoredTensor>;
}

export function cgcnnStep(): ComparedStep {
  const figures = TRAINING.cgcnn;
  const { config, weights } = TORCH.cgcnn;
  const { elements, features } = cgcnn.parseConfig(config);
  const sizes = {
    features,
    bond: 41,
    atom: 8,
    convolutions: 2,
    hidden: 6,
    hiddenLayers: 2,
    outputs: 1,
  };
  const crystals = SEEDED_CRYSTALS.filter((_, index) => figures.crystals.includes(index));
  const rows = elements.flatMap((symbol) => [...seeded(`atom ${symbol}`, features)]);
  const table = { rows: elements.length, columns: features, data: Float32Array.from(rows) };
  const renamed = (tensors: Map<string, StoredTensor>) =>
    new Map(renameCgcnn(new TensorTable(tensors), sizes));
  return {
    ...compared('cgcnn', config, figures, ['atom_features'], crystals),
    weights: new Map([['atom_features', stored(table)], ...renamed(seededTensors(weights))]),
    gradients: renamed(tensorsOf({ ...figures.gradients, ...figures.statistics })),
  };
}

export function alignnStep(): ComparedStep {
  const { raw, config, tensors } = seededAlignn('small');
  const figures = ALIGNN_TRAINING;
  const crystals = ALIGNN_CRYSTALS.filter((_, index) => figures.crystals.includes(index)).map(
    ({ structure }) => structure,
  );
  // One bias stands for the sum of three: its gradient is that of any, and not theirs summed.
  const once = tensorsOf({ ...figures.gradients, ...figures.statistics });
  for (const [name, { shape, data }] of once) {
    if (/(src|edge)_gate\.bias$/.test(name))
      once.set(name, { dtype: 'F32', shape, data: new Float32Array(data.length) });
  }
  return {
    ...compared('alignn', raw, figures, ['atom_features'], crystals),
    weights: tensors,
    gradients: new Map(renameAlignn(new TensorTable(once), config)),
  };
}

export function megnetStep(): ComparedStep {
  const figures = TRAINING.matgl;
  const { config, weights } = TORCH.matgl;
  const renamed = (tensors: Map<string, StoredTensor>) =>
    new Map(
      renameMatgl(new TensorTable(tensors), {
        elements: 5,
        outputs: 1,
        embedding: 4,
        gaussians: 10,
        state: 3,
        encoder: [8, 6],
        update: [8, 8, 6],
        readout: [5, 4],
        blocks: 2,
      }),
    );
  return {
    // matgl's state is a constant here, ours a weight.
    ...compared('megnet', config, figures, ['state_embedding'], SEEDED_CRYSTALS),
    weights: renamed(seededTensors(weights)),
    gradients: renamed(countedOnce(figures, /_hh_/)),
  };
}

export function m3gnetStep(): ComparedStep {
  const { rate, decay, intensive } = M3GNET_TRAINING;
  const { config, weights } = intensive;
  const parsed = m3gnet.parseConfig(config);
  const renamed = (tensors: Map<string, StoredTensor>) =>
    new Map(renameM3gnet(new TensorTable(tensors), parsed));
  return {
    ...compared('m3gnet', config, { ...intensive, rate, decay }, [], SEEDED_CRYSTALS),
    weights: renamed(seededTensors(weights)),
    gradients: renamed(countedOnce(intensive, /bias_hh_/)),
  };
}

/** Where a sum of two weights stands for both, its gradient is that of either, and not theirs summed. */
function countedOnce({ gradients }: StepFigures, other: RegExp): Map<string, StoredTensor> {
  const tensors = tensorsOf(gradients);
  for (const [name, { shape, data }] of tensors) {
    if (!other.test(name)) continue;
    tensors.set(name, { dtype: 'F32', shape, data: new Float32Array(data.length) });
  }
  return tensors;
}

function compared(
  architecture: Architecture,
  configuration: unknown,
  figures: StepFigures,
  fixed: readonly string[],
  crystals: readonly Structure[],
): Pick<ComparedStep, 'task' | 'graphs' | 'figures'> {
  const network = networkOf(architecture);
  const config = network.parseConfig(configuration);
  return {
    figures,
    task: {
      network,
      config,
      targets: [{ output: 'value', weight: 1 }],
      loss: { kind: 'huber', delta: figures.delta },
      fixed: new Set(fixed),
    },
    graphs: crystals.map((crystal) => network.featurise(crystal, config)),
  };
}
