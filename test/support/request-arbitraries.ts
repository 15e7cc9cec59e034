import fc from 'fast-check';
import { resolveSchema, type Operation, type Parameter, type Schema } from './openapi';

/** Text that breaks readers: NUL, half surrogates, reserved names, quotes, right-to-left marks. */
const nastyText = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    'a\0b',
    '\ud800',
    '__proto__',
    "'; DROP TABLE users; --",
    '\u202e',
    '%00',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 3 }).map((text) => text.repeat(200)),
);

const nastyNumber = fc.constantFrom(
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  2 ** 31,
  2 ** 63,
  -0,
);

const anything = fc.oneof(
  nastyText,
  nastyNumber,
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: { b: { c: [] } } }),
  fc.jsonValue({ maxDepth: 3 }),
);

function textOf(schema: Schema, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema.format === 'uuid') return fc.oneof(ids, fc.uuid());
  if (schema.format === 'email') return fc.emailAddress();
  return fc.oneof(
    fc.string({
      minLength: schema.minLength ?? 0,
      maxLength: Math.min(schema.maxLength ?? 40, 60),
    }),
    ...(typeof schema.example === 'string' ? [fc.constant(schema.example)] : []),
  );
}

function fitting(schema: Schema, ids: fc.Arbitrary<string>, depth: number): fc.Arbitrary<unknown> {
  const resolved = resolveSchema(schema);
  if (resolved.enum) return fc.constantFrom(...resolved.enum);
  const part = resolved.allOf?.[0] ?? resolved.oneOf?.[0];
  if (part) return fitting(part, ids, depth + 1);
  switch (resolved.type) {
    case 'string':
      return textOf(resolved, ids);
    case 'integer':
      return fc.integer({ min: resolved.minimum ?? -1000, max: resolved.maximum ?? 1000 });
    case 'number':
      return fc.double({ min: resolved.minimum, max: resolved.maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array': {
      const { minItems, maxItems, items } = resolved;
      const limits = {
        minLength: minItems ?? 0,
        maxLength: Math.min(maxItems ?? 4, (minItems ?? 0) + 4),
      };
      return fc.array(items ? around(items, ids, depth + 1) : anything, limits);
    }
    case 'object':
      return objectOf(resolved, ids, depth);
    default:
      return anything;
  }
}

function objectOf(schema: Schema, ids: fc.Arbitrary<string>, depth: number): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0)
    return fc.dictionary(fc.string({ maxLength: 8 }), anything, { maxKeys: 3 });
  return fc.record(
    Object.fromEntries(members.map(([name, member]) => [name, around(member, ids, depth + 1)])),
    { requiredKeys: [] },
  );
}

/** Mostly what the schema asks for, sometimes anything else. */
function around(schema: Schema, ids: fc.Arbitrary<string>, depth: number): fc.Arbitrary<unknown> {
  if (depth > 6) return anything;
  return fc.oneof(
    { weight: 6, arbitrary: fitting(schema, ids, depth) },
    { weight: 1, arbitrary: anything },
  );
}

/** Values for a path, query or header parameter. */
export function parameterArbitrary(
  { schema = {}, required }: Parameter,
  ids: fc.Arbitrary<string>,
): fc.Arbitrary<unknown> {
  const value = around(schema, ids, 0);
  return required ? value : fc.option(value, { nil: undefined });
}

/** Bodies for an operation, as JSON values. */
export function bodyArbitrary(
  operation: Operation,
  ids: fc.Arbitrary<string>,
): fc.Arbitrary<unknown> {
  const schema = operation.requestBody?.content['application/json']?.schema;
  return schema ? around(schema, ids, 0) : fc.constant(undefined);
}
