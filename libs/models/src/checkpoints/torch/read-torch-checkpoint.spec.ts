import {
  describeValue,
  expectedOf,
  readFixture,
  refusalOf,
} from '../../../test-support/checkpoint-fixtures';
import { piece, pickleOf } from '../../../test-support/pickle-writer';
import { readTorchCheckpoint } from './read-torch-checkpoint';

describe('checkpoints that PyTorch wrote', () => {
  it.each([
    'legacy.pth.tar',
    'training.pt',
    'deflated.pt',
    'windows.pt',
    'windows.pth.tar',
    'plain.pt',
  ])('reads all values of %s', (name) => {
    expect(describeValue(readTorchCheckpoint(readFixture(name)))).toEqual(expectedOf(name));
  });

  it('reads bytes that lie anywhere in a larger buffer', () => {
    const bytes = readFixture('windows.pt');
    const shifted = new Uint8Array(bytes.length + 13);
    shifted.set(bytes, 3);
    const value = readTorchCheckpoint(shifted.subarray(3, 3 + bytes.length));
    expect(describeValue(value)).toEqual(expectedOf('windows.pt'));
  });

  it('copies values, so that the file can be let go or overwritten', () => {
    const bytes = readFixture('windows.pt');
    const value = readTorchCheckpoint(bytes);
    bytes.fill(0xff);
    expect(describeValue(value)).toEqual(expectedOf('windows.pt'));
  });

  it.each([
    ['nothing', new Uint8Array(), /neither a zip archive nor a pickle/],
    ['a text', new TextEncoder().encode('weights'), /neither a zip archive nor a pickle/],
    [
      'a tar file',
      Uint8Array.from({ length: 512 }, (_, at) => 'ustar'.charCodeAt(at - 257) || 1),
      /tar file/,
    ],
    ['any pickle', pickleOf(piece.dict()), /none of PyTorch/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readTorchCheckpoint(bytes)).toThrow(
      expect.objectContaining({
        code: 'bad-checkpoint',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  it.each(['legacy.pth.tar', 'windows.pt', 'deflated.pt'])(
    'refuses every beginning of %s',
    (name) => {
      const bytes = readFixture(name);
      for (let length = 0; length < bytes.length; length += 7) {
        const code = refusalOf(() => readTorchCheckpoint(bytes.subarray(0, length)));
        if (code !== 'bad-checkpoint') throw new Error(`${length} bytes are ${code ?? 'read'}`);
      }
    },
  );
});
