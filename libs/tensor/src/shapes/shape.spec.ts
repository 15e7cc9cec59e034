import { TensorError } from '../errors';
import { normaliseAxes } from './axes';
import { broadcastShapes, repeatedAxes } from './broadcast';
import { describeShape, sameCount } from './shape';

describe('shapes', () => {
  it('are described as they are written', () => {
    expect(describeShape(['atoms', 64])).toBe('[atoms, 64]');
    expect(describeShape([])).toBe('[]');
  });

  it.each([
    [['edges', 1], [3], ['edges', 3]],
    [
      ['edges', 3],
      ['edges', 1],
      ['edges', 3],
    ],
    [[1], ['edges'], ['edges']],
    [[], [2, 3], [2, 3]],
    [['edges'], ['atoms'], undefined],
    [['edges'], [3], undefined],
    [[2], [3], undefined],
  ])('%j and %j go together as %j', (a, b, expected) => {
    expect(broadcastShapes(a, b)).toEqual(expected);
    expect(broadcastShapes(b, a)).toEqual(expected);
  });

  it('know along which axes something was repeated', () => {
    expect(repeatedAxes([1, 3], [2, 'edges', 3])).toEqual([0, 1]);
    expect(repeatedAxes(['edges', 1], ['edges', 1])).toEqual([]);
  });

  it('compare numbers of elements with names in any order', () => {
    expect(sameCount(['atoms', 6, 'edges'], ['edges', 2, 'atoms', 3])).toBe(true);
    expect(sameCount(['atoms'], ['edges'])).toBe(false);
    expect(sameCount(['atoms', 2], ['atoms', 3])).toBe(false);
  });

  it('count axes from the end, and refuse others', () => {
    expect(normaliseAxes('sum', ['atoms', 3], [-1, 0])).toEqual([0, 1]);
    for (const axis of [2, -3, 0.5]) {
      expect(() => normaliseAxes('sum', ['atoms', 3], [axis])).toThrow(TensorError);
    }
  });
});
