import { valuesOf } from '../../test-support/run';
import { Simplifier } from '../encoding/simplify';
import {
  and,
  cast,
  constant,
  equal,
  greater,
  greaterOrEqual,
  input,
  less,
  not,
  or,
} from '../index';
import { constantValues } from './constant';

const LEFT = [1, 2, 3];
const RIGHT = [2, 2, 2];

describe('comparison and logic', () => {
  it.each([
    ['less', less, [1, 0, 0]],
    ['greater', greater, [0, 0, 1]],
    ['greaterOrEqual', greaterOrEqual, [0, 1, 1]],
    ['equal', equal, [0, 1, 0]],
  ] as const)('%s, at run time and when folded', async (_name, compare, expected) => {
    for (const kind of ['float', 'double', 'int'] as const) {
      const [a, b] = [input('a', kind, [3]), input('b', kind, [3])];
      const type = kind === 'int' ? Int32Array : Float64Array;
      const feeds = {
        a: { data: type.from(LEFT), dims: [3] },
        b: { data: type.from(RIGHT), dims: [3] },
      };
      expect(await valuesOf(compare(a, b), feeds)).toEqual(expected);
      const folded = compare(constant(LEFT, [3], kind), constant(RIGHT, [3], kind));
      expect(Array.from(constantValues(new Simplifier().simplify(folded)) ?? [])).toEqual(expected);
    }
  });

  it.each([
    ['and', and, [0, 0, 0, 1]],
    ['or', or, [0, 1, 1, 1]],
  ] as const)('%s', async (_name, combine, expected) => {
    const [a, b] = [input('a', 'bool', [4]), input('b', 'bool', [4])];
    const feeds = {
      a: { data: Uint8Array.of(0, 0, 1, 1), dims: [4] },
      b: { data: Uint8Array.of(0, 1, 0, 1), dims: [4] },
    };
    expect(await valuesOf(combine(a, b), feeds)).toEqual(expected);
    expect(await valuesOf(not(combine(a, b)), feeds)).toEqual(expected.map((x) => 1 - x));
    expect(await valuesOf(cast(combine(a, b), 'float'), feeds)).toEqual(expected);
  });
});
