import { createLogger, loadEnvironment } from '@nano-os/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createApplication } from '../../apps/api/src/application';

/** A request that was answered. */
export interface Asked {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** The server of the guide, listening. */
export interface GuideServer {
  readonly url: string;
  /** Every request so far. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/**
 * The whole server on a database of its own in `directory`, with the models that ship and nothing
 * else: what a newcomer has after `npm start`.
 * @param settings variables that the guide starts it with
 */
export async function startServer(
  root: string,
  directory: string,
  settings: NodeJS.ProcessEnv,
): Promise<GuideServer> {
  const data = join(directory, 'data');
  mkdirSync(data);
  // Run by root, the database works as another user, who must get there.
  chmodSync(directory, 0o755);
  const environment = loadEnvironment({
    LOG_LEVEL: 'silent',
    NANO_OS_SHIPPED_MODELS: join(root, 'weights'),
    NANO_OS_DATA_DIR: data,
    ...settings,
  });
  const app = await createApplication(environment, createLogger(environment));
  const asked: Asked[] = [];
  const server = app.getHttpServer();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      asked.push({
        requestId: String(request.headers['x-request-id']),
        method: request.method ?? '',
        path: (request.url ?? '').split('?', 1)[0] ?? '',
        status: response.statusCode,
      });
    });
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), asked, close: () => app.close() };
}
