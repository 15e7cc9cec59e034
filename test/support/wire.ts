import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire to a server that can be cut, or made to swallow everything without breaking. */
export class Wire {
  private server?: Server;
  private port = 0;
  private readonly sockets = new Set<Socket>();

  /** @param target URL of what it leads to */
  constructor(private readonly target: string) {}

  /** @returns URL of the target through this wire, the same after each mending */
  async mend(): Promise<string> {
    const { port, hostname } = new URL(this.target);
    this.server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
        from.on('data', (chunk) => to.write(chunk));
      }
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
    const url = new URL(this.target);
    url.port = String(this.port);
    return url.href;
  }

  /** What is connected now hears nothing more; later connections do. */
  silence(): void {
    for (const socket of this.sockets) {
      socket.removeAllListeners('data');
      socket.resume();
    }
  }

  /** Breaks every connection and takes no new one. */
  async cut(): Promise<void> {
    const { server } = this;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
