import {
  div,
  exp,
  expandDims,
  mul,
  reshape,
  segmentSum,
  sigmoid,
  slice,
  type Tensor,
} from '@nano-os/tensor';
import { elementRows } from '../layers/element-rows';
import { frozenNorms } from '../layers/frozen-norms';
import { expandInGaussians, type Gaussians } from '../layers/gaussians';
import { linear } from '../layers/linear';
import type { Norms } from '../layers/norms';
import type { WeightSource } from '../network';
import type { AlignnConfig } from './config';
import { embedding } from './embedding';
import { gatedConvolution, type LinkFeatures } from './gated-convolution';
import { alignnInputs } from './inputs';
import { linkGraphs } from './link-graph';

/**
 * The network of Choudhary and DeCost, npj Comput. Mater. 7, 185 (2021).
 * @param norms its batch norms: with the statistics of training, or of the batch
 * @returns for each of `config.outputs` [crystals]
 */
export function build(
  config: AlignnConfig,
  weights: WeightSource,
  norms: Norms = frozenNorms(weights),
): Record<string, Tensor> {
  const { elements, features, embeddingSize, hiddenSize, outputs } = config;
  const graph = alignnInputs();
  const { ofAtoms, ofBonds } = linkGraphs(graph);
  const layers = { size: hiddenSize, weights, norms };
  const embedded = (name: string, values: Tensor, gaussians: Gaussians, copies: Tensor): Tensor => {
    const expanded = expandInGaussians(values, gaussians);
    const sizes = [gaussians.count, embeddingSize] as const;
    const first = embedding(expanded, `${name}.0`, sizes, copies, layers);
    return embedding(first, `${name}.1`, [embeddingSize, hiddenSize], copies, layers);
  };
  const table = weights('atom_features', [elements.length, features]);
  const rowsOf = (rows: Tensor): Tensor => elementRows(rows, elements, graph.atomicNumber);
  const sizes = [features, hiddenSize] as const;
  let atoms = embedding(table, 'atom_embedding', sizes, graph.atomCopies, layers, rowsOf);
  let bonds = (): LinkFeatures => ({
    rows: embedded('bond_embedding', graph.length, config.gaussians, ofAtoms.valueCopies),
    index: graph.bonds.value,
  });
  let angles = (): LinkFeatures => ({
    rows: embedded('angle_embedding', graph.cosine, config.angleGaussians, ofBonds.valueCopies),
    index: graph.angles.value,
  });
  for (let index = 0; index < config.alignnLayers; index++) {
    const name = `alignn.${index}`;
    const first = gatedConvolution(atoms, bonds(), `${name}.atoms`, ofAtoms, layers);
    const before = angles;
    const second = once(() =>
      gatedConvolution(first.links(), before(), `${name}.bonds`, ofBonds, layers),
    );
    atoms = first.nodes;
    bonds = () => ({ rows: second().nodes });
    angles = () => ({ rows: second().links() });
  }
  for (let index = 0; index < config.gcnLayers; index++) {
    const next = gatedConvolution(atoms, bonds(), `gcn.${index}`, ofAtoms, layers);
    atoms = next.nodes;
    bonds = () => ({ rows: next.links() });
  }
  const sum = segmentSum(
    mul(atoms, expandDims(graph.atomCopies, 1)),
    graph.atomCrystal,
    'crystals',
  );
  const mean = div(sum, expandDims(graph.crystalAtoms, 1));
  const values = LINKS[config.link](linear(mean, weights, 'readout', hiddenSize, outputs.length));
  return Object.fromEntries(
    outputs.map((name, index) => [name, reshape(slice(values, 1, index, index + 1), ['crystals'])]),
  );
}

const LINKS: Readonly<Record<AlignnConfig['link'], (x: Tensor) => Tensor>> = {
  identity: (x) => x,
  log: exp,
  logit: sigmoid,
};

/** What is asked for again is the same. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
