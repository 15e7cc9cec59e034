import {
  add,
  div,
  expandDims,
  gather,
  matmul,
  mul,
  segmentSum,
  sigmoid,
  slice,
  softplus,
  squeeze,
  type Tensor,
} from '@nano-os/tensor';
import { graphInputs, type GraphInputs } from '../graphs/graph-inputs';
import { denseLayers } from '../layers/dense-layers';
import { elementRows } from '../layers/element-rows';
import { frozenNorms, scaled, shifted } from '../layers/frozen-norms';
import { expandInGaussians } from '../layers/gaussians';
import { linear } from '../layers/linear';
import type { Norms } from '../layers/norms';
import type { WeightSource } from '../network';
import type { CgcnnConfig } from './config';

/**
 * The network of Xie and Grossman, Phys. Rev. Lett. 120, 145301 (2018).
 * @param norms its batch norms: with the statistics of training, or of the batch
 * @returns `value` [crystals], in units of the target's standard deviation from its mean
 */
export function build(
  config: CgcnnConfig,
  weights: WeightSource,
  norms: Norms = frozenNorms(weights),
): Record<string, Tensor> {
  const graph = graphInputs();
  const { atomSize, hiddenSize } = config;
  const gaussians = expandInGaussians(graph.shellDistance, config.gaussians);
  const table = weights('atom_features', [config.elements.length, config.features]);
  const embedded = linear(table, weights, 'embedding', config.features, atomSize);
  let atoms = elementRows(embedded, config.elements, graph.atomicNumber);
  const bonds = mul(graph.bondWeight, gather(graph.atomCopies, graph.bondReceiver));
  for (let index = 0; index < config.convolutions; index++) {
    const context = { config, weights, norms, graph, bonds };
    atoms = convolution(atoms, gaussians, `convolution.${index}`, context);
  }
  const sum = segmentSum(
    mul(atoms, expandDims(graph.atomCopies, 1)),
    graph.atomCrystal,
    'crystals',
  );
  const crystals = softplus(div(sum, expandDims(graph.crystalAtoms, 1)));
  const sizes = [atomSize, ...new Array<number>(config.hiddenLayers).fill(hiddenSize)];
  const hidden = denseLayers(crystals, weights, 'hidden', sizes, softplus);
  return { value: squeeze(linear(hidden, weights, 'readout', hiddenSize, 1), [1]) };
}

interface Context {
  readonly config: CgcnnConfig;
  readonly weights: WeightSource;
  readonly norms: Norms;
  readonly graph: GraphInputs;
  /** float [bonds]: how many bonds of the unmerged graph each stands for. */
  readonly bonds: Tensor;
}

/**
 * The gated sum over neighbours. The linear layer on (atom, neighbour, bond) is three, one on each,
 * so that it runs over atoms and distinct distances and not over all bonds.
 */
function convolution(
  atoms: Tensor,
  gaussians: Tensor,
  name: string,
  { config, weights, norms, graph, bonds }: Context,
): Tensor {
  const { atomSize } = config;
  const norm = norms(`${name}.message_norm`, 2 * atomSize);
  const part = (x: Tensor, from: number, of: string): Tensor =>
    matmul(x, scaled(weights(`${name}.${of}`, [from, 2 * atomSize]), norm));
  const bias = shifted(scaled(weights(`${name}.bias`, [2 * atomSize]), norm), norm);
  const sum = add(
    add(
      gather(add(part(atoms, atomSize, 'receiver'), bias), graph.bondReceiver),
      gather(part(atoms, atomSize, 'sender'), graph.bondSender),
    ),
    gather(part(gaussians, config.gaussians.count, 'bond'), graph.bondShell),
  );
  const message = norm.apply(sum, bonds);
  const gate = sigmoid(slice(message, 1, 0, atomSize));
  const core = softplus(slice(message, 1, atomSize, 2 * atomSize));
  const weighted = mul(mul(gate, core), expandDims(graph.bondWeight, 1));
  const received = segmentSum(weighted, graph.bondReceiver, 'atoms');
  const after = norms(`${name}.sum_norm`, atomSize);
  const normed = after.apply(shifted(scaled(received, after), after), graph.atomCopies);
  return softplus(add(atoms, normed));
}
