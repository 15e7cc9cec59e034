import { concat, expandDims, gather, reshape, slice, type Tensor } from '@nano-os/tensor';
import { graphInputs } from '../graphs/graph-inputs';
import { denseLayers, notActivated } from '../layers/dense-layers';
import { elementRows } from '../layers/element-rows';
import { expandInGaussians } from '../layers/gaussians';
import { shiftedSoftplus } from '../layers/shifted-softplus';
import type { WeightSource } from '../network';
import { block, type Features } from './block';
import type { MegnetConfig } from './config';
import { set2set } from './set2set';
import { totalsOf } from './totals';

/**
 * The network of Chen, Ye, Zuo, Zheng and Ong, Chem. Mater. 31, 3564 (2019), and its form for
 * several levels of theory, Nat. Comput. Sci. 1, 46 (2021), where each output starts from a state
 * of its own and what does not depend on the state is computed once.
 * @returns for each of `config.outputs` [crystals], in units of the target's standard deviation
 *   from its mean
 */
export function build(config: MegnetConfig, weights: WeightSource): Record<string, Tensor> {
  const graph = graphInputs();
  const totals = totalsOf(graph);
  const { elements, outputs } = config;
  const encode = (of: string, x: Tensor, from: number): Tensor =>
    denseLayers(x, weights, `encoder.${of}`, [from, ...config.encoder], shiftedSoftplus);
  // Features that the outputs share get an axis of size 1 for them.
  const shared = (x: Tensor): Tensor => (outputs.length > 1 ? expandDims(x, 1) : x);

  const table = weights('embedding', [elements.length, config.embeddingSize]);
  const atoms = encode('atom', table, config.embeddingSize);
  const gaussians = expandInGaussians(graph.shellDistance, config.gaussians);
  const state = weights('state_embedding', [outputs.length, config.stateSize]);
  let features: Features = {
    bonds: shared(encode('bond', gaussians, config.gaussians.count)),
    atoms: shared(elementRows(atoms, elements, graph.atomicNumber)),
    state: encode('state', state, config.stateSize),
    toBonds: (rows) => gather(rows, graph.bondShell),
    toAtoms: (rows) => rows,
  };
  for (let index = 0; index < config.blocks; index++) {
    features = block(features, `block.${index}`, { config, weights, graph, totals });
  }

  const width = config.update.at(-1) ?? 0;
  const read = (of: string, x: Tensor, crystal: Tensor, copies: Tensor): Tensor =>
    set2set({ features: x, crystal, copies }, config.set2set, weights, `set2set.${of}`, width);
  const vectors = [
    read('atom', features.atoms, graph.atomCrystal, graph.atomCopies),
    read('bond', features.bonds, totals.bondCrystal, totals.bondCopies),
    features.state,
  ];
  const sizes = [4 * config.set2set.size + width, ...config.readout, 1];
  const last = { last: notActivated };
  const joined = concat(vectors, features.state.shape.length - 1);
  const values = denseLayers(joined, weights, 'readout', sizes, shiftedSoftplus, last);
  const columns = reshape(values, ['crystals', outputs.length]);
  return Object.fromEntries(
    outputs.map((name, index) => [
      name,
      reshape(slice(columns, 1, index, index + 1), ['crystals']),
    ]),
  );
}
