import type { Architecture } from './cards/card';
import { alignn } from './alignn';
import { cgcnn } from './cgcnn';
import { m3gnet } from './m3gnet';
import { megnet } from './megnet';
import type { Network } from './network';

/** The networks that this version can build. */
const NETWORKS: Readonly<Record<Architecture, Network<unknown, unknown>>> = {
  cgcnn,
  megnet,
  m3gnet,
  alignn,
};

export function networkOf(architecture: Architecture): Network<unknown, unknown> {
  return NETWORKS[architecture];
}
