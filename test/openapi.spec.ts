import { document, resolveSchema, routes, type MediaType, type Schema } from './support/openapi';

const ERROR_STATUS = /^[45]\d\d$/;

function hasExample(media: MediaType): boolean {
  if (media.example !== undefined || media.examples !== undefined) return true;
  return media.schema !== undefined && isExemplified(resolveSchema(media.schema));
}

/** A schema has an example of its own, or each of its members has. */
function isExemplified(schema: Schema): boolean {
  if (schema.example !== undefined || schema.enum !== undefined) return true;
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])];
  if (parts.length > 0) return parts.every((part) => isExemplified(resolveSchema(part)));
  if (schema.items) return isExemplified(resolveSchema(schema.items));
  const members = Object.values(schema.properties ?? {});
  return members.length > 0 && members.every((member) => isExemplified(resolveSchema(member)));
}

describe('openapi.json', () => {
  it('names each operation once', () => {
    const names = routes.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(Object.keys(document.components.schemas))('has an example on the schema %s', (name) => {
    expect(isExemplified(document.components.schemas[name]!)).toBe(true);
  });

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'documents %s',
    (_, { operation, path }) => {
      const statuses = Object.keys(operation.responses);
      expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
      expect(statuses).toEqual(expect.arrayContaining(['429', '503']));
      if (operation.security !== undefined) {
        expect(statuses).toContain('401');
      }
      if (path.includes('{')) expect(statuses).toEqual(expect.arrayContaining(['400', '404']));
      if (operation.requestBody) {
        expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415']));
      }
      for (const [status, response] of Object.entries(operation.responses)) {
        if (ERROR_STATUS.test(status)) {
          expect(response.content).toHaveProperty(['application/problem+json']);
        }
        for (const media of Object.values(response.content ?? {})) {
          expect(hasExample(media)).toBe(true);
        }
      }
    },
  );
});
