import { setTimeout as delay } from 'node:timers/promises';
import { shakenOxide } from './crystals';
import { receive, send, type Client } from './under-load';

const PATH = '/api/v1/ml/fine-tunes';
const POLL_MS = 100;

interface Job {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly step: number } | null;
  readonly problem: unknown;
}

/** Two hundred crystals with values that say nothing, as JSON lines. */
function trainingSet(): string {
  const lines = Array.from({ length: 200 }, (_, seed) => {
    const { lattice, species, fracCoords } = shakenOxide(
      seed % 2 === 0 ? [1, 1, 1] : [2, 1, 1],
      seed,
    );
    const value = -1.5 + 0.01 * ((seed * 37) % 100);
    return JSON.stringify({ lattice, species, frac: fracCoords, value });
  });
  return lines.join('\n');
}

/** Has a model tuned, far longer than anyone waits, and is back once it trains. @returns its end */
export async function startFineTune(
  client: Client,
  baseModel: string,
): Promise<() => Promise<void>> {
  const { id } = await send<Job>(client, PATH, {
    name: `bench-${Date.now()}`,
    base_model: baseModel,
    property: 'formation_energy',
    content: trainingSet(),
    candidates: [{ layers: 'all', rate: 1e-3 }],
    epochs: 1000,
    patience: 1000,
  });
  await waitFor(client, id, ({ progress }) => progress !== null && progress.step > 0);
  return async () => {
    await receive(client, `${PATH}/${id}`, 'DELETE');
    await waitFor(client, id, ({ state }) => state === 'cancelled');
  };
}

async function waitFor(client: Client, id: string, isThere: (job: Job) => boolean): Promise<void> {
  for (;;) {
    const job = await receive<Job>(client, `${PATH}/${id}`);
    if (isThere(job)) return;
    if (job.state === 'failed' || job.state === 'completed') throw new Error(JSON.stringify(job));
    await delay(POLL_MS);
  }
}
