import { ModelStore, NetworkPotential } from '@nano-os/models';

/** An installed potential, on this thread. */
export async function openPotential(directory: string, name: string): Promise<NetworkPotential> {
  return NetworkPotential.open(await new ModelStore(directory).open(name));
}
