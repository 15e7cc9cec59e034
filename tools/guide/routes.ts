import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Asked } from './server';

interface Route {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** Parts of the path that may be anything. */
  readonly open: number;
}

/** Routes of openapi.json, as `GET /api/v1/...`, that none of the requests asked for. */
export function routesNotAsked(root: string, asked: readonly Asked[]): string[] {
  const { paths } = JSON.parse(readFileSync(join(root, 'openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => routeOf(method.toUpperCase(), path)),
  );
  const seen = new Set(asked.map((request) => routeAsked(routes, request)?.name));
  return routes.map(({ name }) => name).filter((name) => !seen.has(name));
}

function routeOf(method: string, path: string): Route {
  const parameter = /\{\w+\}/g;
  return {
    name: `${method} ${path}`,
    method,
    pattern: new RegExp(`^${path.replaceAll(parameter, '[^/]+')}$`),
    open: path.match(parameter)?.length ?? 0,
  };
}

/** As the router has it: a fixed part goes before one that may be anything. */
function routeAsked(routes: readonly Route[], { method, path }: Asked): Route | undefined {
  return routes
    .filter((route) => route.method === method && route.pattern.test(path))
    .sort((a, b) => a.open - b.open)[0];
}
