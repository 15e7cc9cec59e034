import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import type { AuthenticatedRequest } from '../access/access';
import { RequestMetrics } from '../metrics/request-metrics';
import { logRequests } from './request-log';

describe('logRequests', () => {
  let lines: Record<string, unknown>[];
  let server: FastifyInstance;
  const observe = jest.spyOn(RequestMetrics.prototype, 'observe');

  beforeEach(() => {
    lines = [];
    observe.mockClear();
    server = Fastify();
    const write = (line: string): number => lines.push(JSON.parse(line) as Record<string, unknown>);
    logRequests(server, pino({}, { write }), new RequestMetrics());
    server.post('/things/:id', (request: AuthenticatedRequest, reply) => {
      request.user = { id: 'somebody', role: 'user' };
      return reply.send('ok');
    });
    server.get('/fails', () => {
      throw new Error('no');
    });
  });
  afterEach(() => server.close());

  it('writes who asked for what, and how it went', async () => {
    await server.inject({ method: 'POST', url: '/things/7?token=hunter2' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 30,
      request_id: expect.any(String) as string,
      user: 'somebody',
      method: 'POST',
      route: '/things/:id',
      status: 200,
      duration_ms: expect.any(Number) as number,
    });
    expect(observe).toHaveBeenCalledWith('POST', '/things/:id', 200, expect.any(Number));
  });

  it('writes nothing of query, headers and body', async () => {
    await server.inject({
      method: 'POST',
      url: '/things/7?token=hunter2',
      headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' },
      payload: { password: 'hunter2' },
    });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  it('writes a line also of unknown routes and broken bodies, and of failures as errors', async () => {
    await server.inject({ method: 'GET', url: '/nowhere' });
    const headers = { 'content-type': 'application/json' };
    await server.inject({ method: 'POST', url: '/things/7', headers, payload: '{' });
    await server.inject({ method: 'GET', url: '/fails' });
    expect(lines.map(({ route, status, level }) => [route, status, level])).toEqual([
      ['unmatched', 404, 30],
      ['/things/:id', 400, 30],
      ['/fails', 500, 50],
    ]);
  });
});
