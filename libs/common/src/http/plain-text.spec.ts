import { ProblemException } from '../errors/problems';
import { assertPlainJson, MAX_JSON_DEPTH, MAX_JSON_VALUES } from './plain-text';

const nested = (depth: number): unknown => {
  let value: unknown = 'leaf';
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};

describe('assertPlainJson', () => {
  it('lets ordinary bodies pass', () => {
    expect(() => {
      assertPlainJson({ name: 'Å 😀', list: [1, null, { deep: 'x' }] });
    }).not.toThrow();
    assertPlainJson(undefined);
    assertPlainJson(nested(MAX_JSON_DEPTH - 1));
  });

  it.each([
    [{ name: 'a\0b' }, 'name'],
    [{ a: { b: ['\ud800'] } }, 'a.b.0'],
    [{ 'k\0': 1 }, 'body'],
  ])('refuses text that cannot be kept: %j', (body, field) => {
    try {
      assertPlainJson(body);
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemException);
      expect((error as ProblemException).extras.errors?.[0]?.field).toBe(field);
      return;
    }
    throw new Error('nothing was refused');
  });

  it('refuses bodies nested a hundred thousand deep without running out of stack', () => {
    expect(() => {
      assertPlainJson(nested(100_000));
    }).toThrow(/nested deeper/);
  });

  it.each([
    ['a list', (n: number) => Array.from({ length: n }, () => [])],
    ['an object', (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [i, 1]))],
    ['lists in lists', (n: number) => [Array(n >> 1).fill(0), Array((n >> 1) - 2).fill(0)]],
  ])('refuses more values than any route can use, in %s', (_, make) => {
    assertPlainJson(make(MAX_JSON_VALUES));
    expect(() => {
      assertPlainJson(make(MAX_JSON_VALUES + 2));
    }).toThrow(/more than 50000 values/);
  });

  it('leaves a file to its own reader', () => {
    assertPlainJson({ content: '\0' }, new Set(['content']));
    expect(() => {
      assertPlainJson({ inner: { content: '\0' } }, new Set(['content']));
    }).toThrow(ProblemException);
  });
});
