import { badCheckpoint } from '../bad-checkpoint';
import type { TorchValue } from '../pickle/values';
import { readLegacy } from './legacy';
import { readZipped } from './zipped';

/**
 * Reads a file that `torch.save` wrote, without running anything of it: its pickle is interpreted
 * against a list of names, and every name that is not on it is refused. Dictionaries become maps,
 * tensors contiguous copies of their values, instances of a few known classes inert records.
 *
 * Meant for files as they are published: what a few bytes could blow up to, how deep values are
 * nested and where tensors reach is bounded.
 * @throws {ModelError} bad-checkpoint
 */
export function readTorchCheckpoint(bytes: Uint8Array): TorchValue {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZipped(bytes);
  if (bytes[0] === 0x80) return readLegacy(bytes);
  const tar = new TextDecoder('latin1').decode(bytes.subarray(257, 262));
  throw badCheckpoint(
    tar === 'ustar'
      ? 'PyTorch wrote it as a tar file, as it did in 2016: load and save it with a newer one'
      : 'it is neither a zip archive nor a pickle of PyTorch',
  );
}
