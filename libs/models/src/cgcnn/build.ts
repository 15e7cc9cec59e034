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
import { expandInGaussians } from '../layers/gaussians';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';
import { frozenNorm } from './batch-norm';
import type { CgcnnConfig } from './config';

/**
 * The network of Xie and Grossman, Phys. Rev. Lett. 120, 145301 (2018), with the statistics of its
 * batch norms as they were trained.
 * @returns `value` [crystals], in units of the target's standard deviation from its mean
 */
export function build(config: CgcnnConfig, weights: WeightSource): Record<string, Tensor> {
  const graph = graphInputs();
  const { atomSize, hiddenSize } = config;
  const gaussians = expandInGaussians(graph.shellDistance, config.gaussians);
  const table = weights('atom_features', [config.elements.length, config.features]);
  const embedded = linear(table, weights, 'embedding', config.features, atomSize);
  let atoms = elementRows(embedded, config.elements, graph.atomicNumber);
  for (let index = 0; index < config.convolutions; index++) {
    atoms = convolution(atoms, gaussians, graph, `convolution.${index}`, config, weights);
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

/**
 * The gated sum over neighbours. The linear layer on (atom, neighbour, bond) is three, one on each,
 * so that it runs over atoms and distinct distances and not over all bonds.
 */
function convolution(
  atoms: Tensor,
  gaussians: Tensor,
  graph: GraphInputs,
  name: string,
  { atomSize, gaussians: { count } }: CgcnnConfig,
  weights: WeightSource,
): Tensor {
  const norm = frozenNorm(weights, `${name}.message_norm`, 2 * atomSize);
  const part = (x: Tensor, from: number, of: string): Tensor =>
    matmul(x, mul(weights(`${name}.${of}`, [from, 2 * atomSize]), norm.scale));
  const bias = add(mul(weights(`${name}.bias`, [2 * atomSize]), norm.scale), norm.shift);
  const message = add(
    add(
      gather(add(part(atoms, atomSize, 'receiver'), bias), graph.bondReceiver),
      gather(part(atoms, atomSize, 'sender'), graph.bondSender),
    ),
    gather(part(gaussians, count, 'bond'), graph.bondShell),
  );
  const gate = sigmoid(slice(message, 1, 0, atomSize));
  const core = softplus(slice(message, 1, atomSize, 2 * atomSize));
  const weighted = mul(mul(gate, core), expandDims(graph.bondWeight, 1));
  const sum = segmentSum(weighted, graph.bondReceiver, 'atoms');
  const after = frozenNorm(weights, `${name}.sum_norm`, atomSize);
  return softplus(add(atoms, add(mul(sum, after.scale), after.shift)));
}
