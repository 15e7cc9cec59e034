import { request, Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface Client {
  readonly url: string;
  readonly token: string;
}

/** Sends a request and gives the JSON of the answer. @throws when the status is no 2xx */
export async function send<T>({ url, token }: Client, path: string, body: unknown): Promise<T> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** The JSON of what a path answers. @throws when the status is no 2xx */
export async function receive<T>({ url, token }: Client, path: string, method = 'GET'): Promise<T> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(url + path, { method, headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

interface Batch {
  readonly total: number;
  readonly errors: unknown;
}

/** Seconds that a batch takes which nothing is known of. */
export async function timeBatch(
  client: Client,
  model_name: string,
  structure_ids: readonly string[],
): Promise<number> {
  const start = performance.now();
  const { total, errors } = await send<Batch>(client, '/api/v1/ml/properties/batch', {
    structure_ids,
    model_name,
    force_recompute: true,
  });
  if (total !== structure_ids.length) throw new Error(JSON.stringify(errors));
  return (performance.now() - start) / 1000;
}

function getMillis(agent: Agent, url: string): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(performance.now() - start);
      });
    })
      .on('error', reject)
      .end();
  });
}

/** How long health answers take, ms, asked again and again until `work` is done. */
export async function healthDuring(url: string, work: Promise<unknown>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const ended = new AbortController();
  const mark = work.finally(() => {
    ended.abort();
  });
  while (!ended.signal.aborted) {
    times.push(await getMillis(agent, `${url}/health`));
    await delay(5);
  }
  await mark;
  agent.destroy();
  return times.sort((a, b) => a - b);
}
