import {
  add,
  constant,
  div,
  exp,
  expandDims,
  gather,
  matmul,
  maximum,
  mul,
  neg,
  reciprocal,
  segmentSum,
  silu,
  type Tensor,
} from '@nano-os/tensor';
import { scaled, shifted } from '../layers/frozen-norms';
import type { Norms } from '../layers/norms';
import type { WeightSource } from '../network';
import type { LinkGraph } from './link-graph';

/** What the layers of a network have in common. */
export interface Layers {
  /** Features of nodes and links. */
  readonly size: number;
  readonly weights: WeightSource;
  readonly norms: Norms;
}

/** Features of links: one row each, or rows of a table that many share. */
export interface LinkFeatures {
  readonly rows: Tensor;
  /** int [links] */
  readonly index?: Tensor;
}

/** Added to the sum of the gates that it is divided by. */
const EPSILON = 1e-6;

/** Below this a gate is closed, 2e-35; its exponential would soon be infinite, and its gradient no number. */
const CLOSED = -80;

/**
 * The edge-gated graph convolution of Dwivedi et al., arXiv:2003.00982: nodes take the mean of their
 * senders' messages, weighted by gates that nodes and links open together.
 * @param nodes [nodes, size]
 * @returns features of nodes, and of links for those who ask: of the last layers nobody does
 */
export function gatedConvolution(
  nodes: Tensor,
  links: LinkFeatures,
  name: string,
  graph: LinkGraph,
  { size, weights, norms }: Layers,
): { readonly nodes: Tensor; readonly links: () => Tensor } {
  const { receiver, sender } = graph;
  const matrix = (of: string): Tensor => weights(`${name}.${of}.weight`, [size, size]);
  const bias = (of: string): Tensor => weights(`${name}.${of}.bias`, [size]);
  const each = (rows: Tensor): Tensor => (links.index ? gather(rows, links.index) : rows);

  const toReceivers = add(matmul(nodes, matrix('receiver_gate')), bias('gate'));
  const gates = add(
    add(gather(toReceivers, receiver), gather(matmul(nodes, matrix('sender_gate')), sender)),
    each(matmul(links.rows, matrix('link_gate'))),
  );
  const norm = norms(`${name}.node_norm`, size);
  const layer = (of: string): Tensor =>
    add(matmul(nodes, scaled(matrix(of), norm)), scaled(bias(of), norm));
  const share = mul(open(gates), expandDims(graph.weight, 1));
  const messages = mul(share, gather(layer('message'), sender));
  const mean = div(
    segmentSum(messages, receiver, graph.nodes),
    add(segmentSum(share, receiver, graph.nodes), constant(EPSILON)),
  );
  const updated = shifted(add(layer('update'), mean), norm);
  return {
    nodes: add(nodes, silu(norm.apply(updated, graph.nodeCopies))),
    links: () => {
      const linkNorm = norms(`${name}.link_norm`, size);
      const normed = linkNorm.apply(shifted(scaled(gates, linkNorm), linkNorm), graph.linkCopies);
      return add(each(links.rows), silu(normed));
    },
  };
}

/**
 * The logistic function, written out: where all gates of a node are nearly closed it is their ratios
 * that count, and ONNX Runtime's own is not right to so many digits.
 */
export function open(x: Tensor): Tensor {
  return reciprocal(add(exp(neg(maximum(x, constant(CLOSED)))), constant(1)));
}
