import type { Architecture } from '../cards/card';

/**
 * Which weights of a base are trained: of the layers behind the crystal's vector (`head`), of those
 * and of what describes elements (`ends`), or all of them.
 */
export type Layers = 'head' | 'ends' | 'all';

const HEADS: Readonly<Record<Architecture, RegExp>> = {
  cgcnn: /^(hidden\.\d+|readout)\./,
  megnet: /^readout\./,
  m3gnet: /^output\./,
  alignn: /^readout\./,
};

const EMBEDDING = /^(embedding|atom_embedding)(\.|$)/;
/** Of batch norms. */
const STATISTICS = /\.(mean|variance)$/;
/** Tables of what is known of elements, which nothing was learnt of. */
const TABLES = /^(atom_features|element_references)$/;

/** Whether a weight is trained. Statistics and tables of elements never are. */
export function isTrained(name: string, layers: Layers, architecture: Architecture): boolean {
  if (STATISTICS.test(name) || TABLES.test(name)) return false;
  if (layers === 'all' || HEADS[architecture].test(name)) return true;
  return layers === 'ends' && EMBEDDING.test(name);
}
