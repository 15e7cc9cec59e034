import { gather, mul, segmentSum, type Tensor } from '@nano-os/tensor';
import type { AlignnInputs, LinkInputs } from './inputs';

/** Nodes and the links between them: atoms and bonds, or bonds and angles. */
export interface LinkGraph extends LinkInputs {
  /** Name of the number of nodes. */
  readonly nodes: string;
  /** float [nodes]: how many nodes of the crystal each stands for. */
  readonly nodeCopies: Tensor;
  /** float [links] */
  readonly linkCopies: Tensor;
  /** float [values]: links of the crystal that have each length or cosine. */
  readonly valueCopies: Tensor;
}

/** Atoms with the bonds between them, and bonds with the angles between them. */
export function linkGraphs({ atomCopies, bonds, angles }: AlignnInputs): {
  readonly ofAtoms: LinkGraph;
  readonly ofBonds: LinkGraph;
} {
  const ofAtoms = linkGraph(bonds, 'atoms', atomCopies, 'lengths');
  return { ofAtoms, ofBonds: linkGraph(angles, 'bonds', ofAtoms.linkCopies, 'cosines') };
}

function linkGraph(
  links: LinkInputs,
  nodes: string,
  nodeCopies: Tensor,
  values: string,
): LinkGraph {
  const linkCopies = mul(links.weight, gather(nodeCopies, links.receiver));
  const valueCopies = segmentSum(linkCopies, links.value, values);
  return { ...links, nodes, nodeCopies, linkCopies, valueCopies };
}
