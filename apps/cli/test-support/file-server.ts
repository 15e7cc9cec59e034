import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What happens to one request instead of a proper answer. */
export interface Mishap {
  /** The answer has this status and no file. */
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** The file is this one instead. */
  readonly body?: Uint8Array;
  /** The connection breaks after so many bytes. */
  readonly cut?: number;
  /** After so many bytes nothing more comes. */
  readonly stall?: number;
}

/** A file server over a folder, as a mirror is one, that can be told to fail. */
export class FileServer {
  /** Path and range of each request. */
  readonly requests: { path: string; range: string | undefined }[] = [];
  /** Of the next requests, one each. */
  readonly mishaps: Mishap[] = [];
  /** Whether it serves parts of files. */
  knowsRanges = true;
  private readonly server: Server;

  constructor(private readonly folder: string) {
    this.server = createServer(({ url = '', headers }, response) => {
      const path = decodeURIComponent(url);
      this.requests.push({ path, range: headers.range });
      this.answer(path, headers.range, this.mishaps.shift() ?? {}, response);
    });
  }

  /** The address on which it listens. */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private answer(
    path: string,
    range: string | undefined,
    mishap: Mishap,
    response: ServerResponse,
  ) {
    const { status, headers = {}, body } = mishap;
    const file = join(this.folder, path);
    if (status !== undefined || !existsSync(file)) {
      response.writeHead(status ?? 404, headers).end('no file');
      return;
    }
    const content = body ?? readFileSync(file);
    const from = this.knowsRanges ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0;
    if (from >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    const rest = content.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': rest.length,
      ...(from > 0 && {
        'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
      }),
      ...headers,
    });
    send(rest, mishap, response);
  }
}

function send(bytes: Uint8Array, { cut, stall }: Mishap, response: ServerResponse): void {
  if (cut !== undefined) response.write(bytes.subarray(0, cut), () => response.destroy());
  else if (stall !== undefined) response.write(bytes.subarray(0, stall));
  else response.end(bytes);
}
