import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeRemote, type Mishap } from '../../test-support/fake-remote';
import { modelFault } from '../../test-support/model-fault';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyPublished } from '../../test-support/tiny-published';
import { fetchFile } from './fetch-file';
import { PartFile } from './part-file';
import { RemoteFault } from './remote';

const ADDRESS = 'http://somewhere/file';
const { recipe, files } = tinyPublished(1, 10_000);
const [file] = recipe.files;
const content = files.get(file!.path)!;
const folder = temporaryFolder();

let remote: FakeRemote;
let waits: number[];
beforeEach(() => {
  remote = new FakeRemote(new Map([[ADDRESS, content]]));
  waits = [];
});

/** Fetches as one process does; mishaps befall its requests in turn. */
async function run(...mishaps: Mishap[]): Promise<Uint8Array> {
  remote.mishaps.push(...mishaps);
  return fetchFile(ADDRESS, file!, new PartFile(folder(), file!), {
    remote,
    onBytes: (received) => {
      expect(received).toBeLessThanOrEqual(file!.bytes + 1);
    },
    onRetry: () => undefined,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
}

const passing = (waitMs = 0): Mishap => ({ fault: new RemoteFault('busy', true, waitMs) });
describe('fetchFile', () => {
  it('fetches a file, and not again', async () => {
    expect(await run()).toEqual(Buffer.from(content));
    expect(await run()).toEqual(Buffer.from(content));
    expect(remote.asked).toEqual([0]);
    expect(readdirSync(folder())).toEqual([file!.sha256]);
  });

  it('goes on where the connection broke', async () => {
    expect(await run({ cut: 3000 }, { cut: 2500 })).toEqual(Buffer.from(content));
    expect(remote.asked).toEqual([0, 3000, 5500]);
    expect(remote.closed).toBe(3);
  });

  it('goes on where another process was cut off', async () => {
    writeFileSync(join(folder(), `${file!.sha256}.part`), content.subarray(0, 4321));
    expect(await run()).toEqual(Buffer.from(content));
    expect(remote.asked).toEqual([4321]);
  });

  it('begins again where the other side knows no ranges', async () => {
    remote.knowsRanges = false;
    expect(await run({ cut: 3000 })).toEqual(Buffer.from(content));
    expect(remote.asked).toEqual([0, 3000]);
  });

  it('begins again when what another process left is spoilt', async () => {
    writeFileSync(join(folder(), `${file!.sha256}.part`), new Uint8Array(4321));
    expect(await run()).toEqual(Buffer.from(content));
    expect(remote.asked).toEqual([4321, 0]);
    const [other] = tinyPublished(2, 10_000).recipe.files;
    writeFileSync(join(folder(), file!.sha256), 'spoilt');
    expect(await run()).toEqual(Buffer.from(content));
    expect(other!.sha256).not.toBe(file!.sha256);
  });

  it('takes what is all there but was not checked', async () => {
    writeFileSync(join(folder(), `${file!.sha256}.part`), content);
    expect(await run()).toEqual(Buffer.from(content));
    expect(remote.asked).toEqual([]);
  });

  it('waits longer from time to time, and as long as it is asked to', async () => {
    await run(passing(), passing(), passing(60_000), passing());
    expect(waits).toEqual([1000, 2000, 30_000, 8000]);
  });

  it('counts anew when bytes came', async () => {
    const cuts = Array.from({ length: 8 }, () => ({ cut: 1000 }));
    await run(passing(), ...cuts.slice(0, 4), passing(), ...cuts.slice(4));
    expect(waits).toEqual([1000, 500, 500, 500, 500, 1000, 500, 500, 500, 500]);
  });

  it('gives up in the end, and keeps what came', async () => {
    const faults = Array.from({ length: 6 }, () => passing());
    await expect(run({ cut: 3000 }, ...faults)).rejects.toThrow(
      modelFault('download-failed', 'busy'),
    );
    expect(await run()).toEqual(Buffer.from(content));
    expect(remote.asked.at(-1)).toBe(3000);
  });

  it('gives up when the same bytes come again and again', async () => {
    remote.knowsRanges = false;
    const cuts = Array.from({ length: 7 }, () => ({ cut: 3000 }));
    await expect(run(...cuts)).rejects.toThrow(
      modelFault('download-failed', 'the connection broke'),
    );
  });

  it('gives up at once when the fault will not pass', async () => {
    const refused: Mishap = { fault: new RemoteFault('the server answers 404', false) };
    await expect(run(refused)).rejects.toThrow(
      modelFault('download-failed', `${ADDRESS} cannot be fetched: the server answers 404.`),
    );
    expect(waits).toEqual([]);
  });

  it.each([
    ['other bytes', { body: new Uint8Array(10_000) }],
    ['too many', { body: new Uint8Array(20_000), bytes: null }],
    ['a size that is not the right one', { bytes: 10_001 }],
  ])('refuses %s and keeps nothing', async (_, mishap) => {
    await expect(run(mishap)).rejects.toThrow(
      modelFault('wrong-file', 'is not the published tiny-1'),
    );
    expect(readdirSync(folder())).toEqual([]);
    expect(remote.closed).toBe(1);
  });

  it('takes an early end without a fault for a broken connection', async () => {
    expect(await run({ body: content.subarray(0, 10), bytes: null })).toEqual(Buffer.from(content));
    expect(remote.asked).toEqual([0, 10]);
  });
});
