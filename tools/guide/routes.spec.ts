import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routesNotAsked } from './routes';

describe('routes without a request', () => {
  const root = mkdtempSync(join(tmpdir(), 'nano-os-routes-'));
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('are told from those with one, the fixed path before the open one', () => {
    const paths = {
      '/things': { get: {}, post: {} },
      '/things/{id}': { get: {} },
      '/things/all': { get: {} },
    };
    writeFileSync(join(root, 'openapi.json'), JSON.stringify({ paths }));
    const ask = (method: string, path: string) => ({ requestId: '', method, path, status: 200 });
    expect(routesNotAsked(root, [ask('POST', '/things'), ask('GET', '/things/all')])).toEqual([
      'GET /things',
      'GET /things/{id}',
    ]);
    expect(routesNotAsked(root, [ask('GET', '/things/1'), ask('GET', '/things')])).toEqual([
      'POST /things',
      'GET /things/all',
    ]);
  });
});
