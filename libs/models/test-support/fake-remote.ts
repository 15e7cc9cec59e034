import { Readable } from 'node:stream';
import { RemoteFault, type Remote, type RemoteFile } from '../src/pulling/remote';

/** What happens to one request. */
export interface Mishap {
  /** It is refused. */
  readonly fault?: RemoteFault;
  /** The connection breaks after so many bytes. */
  readonly cut?: number;
  /** Instead of the rest of the file. */
  readonly body?: Uint8Array;
  /** Instead of the size of the file; null is not to say. */
  readonly bytes?: number | null;
}

/** Files by address, with a mishap for each of the first requests. */
export class FakeRemote implements Remote {
  /** Of each request, the byte from which it was. */
  readonly asked: number[] = [];
  readonly mishaps: Mishap[] = [];
  /** How many files were let go of. */
  closed = 0;
  knowsRanges = true;

  constructor(private readonly files: ReadonlyMap<string, Uint8Array>) {}

  open(address: string, from: number): Promise<RemoteFile> {
    this.asked.push(from);
    const file = this.files.get(address);
    const mishap = this.mishaps.shift() ?? {};
    const fault = mishap.fault ?? (file ? undefined : new RemoteFault('there is none', false));
    if (fault || !file) return Promise.reject(fault ?? new Error(address));
    const start = this.knowsRanges ? from : 0;
    return Promise.resolve({
      from: start,
      bytes: mishap.bytes === undefined ? file.length : mishap.bytes,
      body: Readable.from(chunks(mishap.body ?? file.subarray(start), mishap.cut)),
      close: () => {
        this.closed += 1;
        return Promise.resolve();
      },
    });
  }
}

function* chunks(bytes: Uint8Array, cut = Infinity): Generator<Uint8Array> {
  const end = Math.min(bytes.length, cut);
  for (let at = 0; at < end; at += 1000) yield bytes.subarray(at, Math.min(end, at + 1000));
  if (cut < bytes.length) throw new RemoteFault('the connection broke', true);
}
