import {
  ModelRegistry,
  type Crystal,
  type ModelOutcome,
  type Prediction,
  type PropertyModel,
} from '@nano-os/ml';
import { createHash } from 'node:crypto';
import type { Actor, TestApp } from './app';
import { cubicPoscar } from './crystals';

export const PROPERTIES = '/api/v1/ml/properties';

export interface Answer<Body> {
  status: number;
  type: string;
  body: Body;
}

/** A request with its JSON answer; 204 answers have no body. */
export async function call<Body = Record<string, unknown>>(
  app: TestApp,
  actor: Actor | null,
  method: string,
  path: string,
  json?: unknown,
  headers?: Record<string, string>,
): Promise<Answer<Body>> {
  const response = await app.request(method, path, { token: actor?.token, json, headers });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: (text === '' ? {} : JSON.parse(text)) as Body,
  };
}

export const predict = (
  app: TestApp,
  actor: Actor,
  structureId: string,
  more: Record<string, unknown> = {},
): Promise<Answer<Prediction>> =>
  call<Prediction>(app, actor, 'POST', PROPERTIES, { structure_id: structureId, ...more });

/** Uploads a crystal; its id. */
export async function upload(
  app: TestApp,
  actor: Actor,
  content: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const answer = await call<{ id: string }>(app, actor, 'POST', '/api/v1/structures', {
    content,
    ...more,
  });
  if (answer.status !== 201) throw new Error(`upload: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

/** Uploads `n` crystals that differ; their ids. */
export function uploadMany(app: TestApp, actor: Actor, n: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: n }, (_, i) => upload(app, actor, cubicPoscar('Po', 3 + i / 100))),
  );
}

/** A model that counts what it computes, and computes only while its gate is open. */
export class CountingModel implements PropertyModel {
  readonly info;
  readonly weightsDigest: string;
  /** Ids of the crystals it was asked about, in order. */
  readonly asked: string[] = [];
  calls = 0;
  gate: Promise<void> = Promise.resolve();
  /** What it answers, where that is not the usual result. */
  answer: (crystal: Crystal) => ModelOutcome | null = () => null;

  constructor(
    name = 'COUNTING',
    readonly reuse: 'content' | 'record' = 'content',
    version = '1.0.0',
    weights = 'some weights',
  ) {
    this.info = { name, version, description: 'Counts.', supportedProperties: ['bandgap'] };
    this.weightsDigest = createHash('sha256').update(weights).digest('hex');
  }

  async predict(crystals: readonly Crystal[]): Promise<ModelOutcome[]> {
    this.calls += 1;
    this.asked.push(...crystals.map(({ id }) => id));
    await this.gate;
    return crystals.map(
      (crystal): ModelOutcome =>
        this.answer(crystal) ?? {
          ok: true,
          properties: { bandgap: this.asked.length },
          confidenceScores: { bandgap: 0.5 },
        },
    );
  }

  /** Makes the app know it. */
  install(app: TestApp): this {
    app.app.get(ModelRegistry).register({ info: this.info, model: this });
    return this;
  }

  /** Closes the gate. @returns what opens it again */
  hold(): () => void {
    let open = (): void => undefined;
    this.gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => {
      open();
    };
  }
}

/** Waits until `isSo`, by asking again after each round of events. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
