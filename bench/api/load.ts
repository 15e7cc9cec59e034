import { request, Agent } from 'node:http';
import { cpuSeconds, type Served } from './processes';

/** One request of a load: where, and what is sent. */
export interface Shot {
  path: string;
  body: string;
}

export interface Measured {
  /** Server CPU a request, µs. */
  cpuMicros: number;
  /** Requests a second. */
  rate: number;
}

function post(agent: Agent, url: string, token: string | undefined, shot: Shot): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url + shot.path,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(shot.body),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          if (text.length < 500) text += chunk;
        });
        response.on('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`${shot.path} answered ${response.statusCode}: ${text}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(shot.body);
  });
}

/** Sends `shots` over `clients` connections that stay open, and measures the server meanwhile. */
export async function load(
  server: Served,
  token: string | undefined,
  clients: number,
  shots: readonly Shot[],
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  let next = 0;
  const client = async (): Promise<void> => {
    for (;;) {
      const shot = shots[next++];
      if (!shot) return;
      await post(agent, server.url, token, shot);
    }
  };
  const cpu = cpuSeconds(server.pid);
  const began = process.hrtime.bigint();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const used = cpuSeconds(server.pid) - cpu;
  agent.destroy();
  return { cpuMicros: (used / shots.length) * 1e6, rate: shots.length / seconds };
}
