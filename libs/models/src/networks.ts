import type { Architecture } from './cards/card';
import { cgcnn } from './cgcnn';
import { ModelError } from './errors';
import { m3gnet } from './m3gnet';
import { megnet } from './megnet';
import type { Network } from './network';

/** The networks that this version can build. */
const NETWORKS: Readonly<Record<Architecture, Network<unknown, unknown> | null>> = {
  cgcnn,
  megnet,
  m3gnet,
  alignn: null,
};

/** @throws {ModelError} unknown-architecture */
export function networkOf(architecture: Architecture): Network<unknown, unknown> {
  const network = NETWORKS[architecture];
  if (network) return network;
  throw new ModelError(
    'unknown-architecture',
    `This version of NANO-OS cannot build networks of the architecture ${architecture}.`,
  );
}
