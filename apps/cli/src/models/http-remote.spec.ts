import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileServer, type Mishap } from '../../test-support/file-server';
import { httpRemote } from './http-remote';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
let folder: string;
let server: FileServer;
let address: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nano-os-remote-'));
  writeFileSync(join(folder, 'file'), content);
  server = new FileServer(folder);
  address = `${await server.listen()}/file`;
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Where what comes begins, and whether it is the file from there on. */
async function read(from: number, mishap?: Mishap, remote = httpRemote()) {
  if (mishap) server.mishaps.push(mishap);
  const file = await remote.open(address, from);
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of file.body) chunks.push(chunk);
  } finally {
    await file.close();
  }
  const rest = content.subarray(file.from);
  return { from: file.from, bytes: file.bytes, isRest: rest.equals(Buffer.concat(chunks)) };
}

const fault = (passing: boolean, message: string, waitMs = 0): Error =>
  expect.objectContaining({
    name: 'RemoteFault',
    passing,
    waitMs,
    message: expect.stringContaining(message) as string,
  }) as Error;

describe('a file behind HTTP', () => {
  it('is read whole, or from a byte on', async () => {
    expect(await read(0)).toEqual({ from: 0, bytes: 300_000, isRest: true });
    const rest = { from: 299_990, bytes: 300_000, isRest: true };
    expect(await read(299_990)).toEqual(rest);
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=299990-']);
  });

  it('is read whole where there are no ranges, or none is left', async () => {
    const whole = { from: 0, bytes: 300_000, isRest: true };
    expect(await read(300_000)).toEqual(whole);
    server.knowsRanges = false;
    expect(await read(5)).toEqual(whole);
  });

  it('does not say its size where that is of something else', async () => {
    const { bytes } = await read(0, { headers: { 'content-encoding': 'x-none' } });
    expect(bytes).toBeNull();
  });

  it.each([500, 503, 429, 408])('is asked for again after %d', async (status) => {
    await expect(read(0, { status })).rejects.toThrow(fault(true, String(status)));
  });

  it.each([
    ['30', 30_000],
    ['86400', 60_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 0],
  ])('is left alone as long as the server asks with %s, within reason', async (after, waitMs) => {
    const mishap = { status: 503, headers: { 'retry-after': after } };
    await expect(read(0, mishap)).rejects.toThrow(fault(true, '503', waitMs));
  });

  it.each([400, 401, 403, 404, 410])('is not asked for again after %d', async (status) => {
    await expect(read(0, { status })).rejects.toThrow(fault(false, `answers ${status}`));
  });

  it('is refused when the server sends another range', async () => {
    const headers = { 'content-range': 'bytes 7-9/10' };
    await expect(read(5, { headers })).rejects.toThrow(fault(false, 'the range "bytes 7-9/10"'));
  });

  it('may break off', async () => {
    await expect(read(0, { cut: 1000 })).rejects.toThrow(fault(true, ''));
  });

  it('may fall silent', async () => {
    const remote = httpRemote(50);
    await expect(read(0, { stall: 1000 }, remote)).rejects.toThrow(fault(true, 'nothing came for'));
  });

  it('may have no server', async () => {
    await server.close();
    await expect(read(0)).rejects.toThrow(fault(true, 'ECONNREFUSED'));
  });

  it('can be let go of unread', async () => {
    const file = await httpRemote().open(address, 0);
    await file.close();
    await file.close();
  });
});
