import { asPlainTree } from './plain-tree';
import { Helper, type Part, type TorchValue } from './values';

const nested = (depth: number): Part => {
  let value: Part = [];
  for (let level = 0; level < depth; level++)
    value = level % 2 === 0 ? [value] : new Map([['a', value as TorchValue]]);
  return value;
};

describe('the value of a checkpoint', () => {
  it('is passed on as it is', () => {
    const value = new Map<string, TorchValue>([['a', [1, 'b', null]]]);
    expect(asPlainTree(value)).toBe(value);
  });

  it('may refer to the same value twice', () => {
    const shared: TorchValue[] = [1];
    expect(asPlainTree([shared, shared])).toEqual([[1], [1]]);
  });

  it('is not nested endlessly', () => {
    expect(asPlainTree(nested(64))).toBeDefined();
    expect(() => asPlainTree(nested(65))).toThrow(/nested too deeply/);
    // Far deeper than a recursion could go.
    expect(() => asPlainTree(nested(100_000))).toThrow(/nested too deeply/);
  });

  it('is not nested endlessly by way of what was already seen', () => {
    const inner = nested(40) as TorchValue;
    const outer: TorchValue[] = [];
    outer.push(inner);
    let deep: TorchValue = inner;
    for (let level = 0; level < 40; level++) deep = [deep];
    outer.push(deep);
    expect(() => asPlainTree(outer)).toThrow(/nested too deeply/);
  });

  it('refers to itself in no way', () => {
    const list: TorchValue[] = [];
    list.push(list, list);
    expect(() => asPlainTree(list)).toThrow(/nested too deeply/);
    const map = new Map<string, TorchValue>();
    map.set('args', { kind: 'object', className: 'argparse.Namespace', args: [], state: map });
    expect(() => asPlainTree(map)).toThrow(/nested too deeply/);
  });

  it('is no few lists that refer to each other a million times', () => {
    let value: TorchValue[] = [];
    for (let level = 0; level < 40; level++) value = [value, value];
    expect(() => asPlainTree(value)).toThrow(/too many values/);
  });

  it('holds nothing but plain values', () => {
    class Storage extends Helper {}
    expect(() => asPlainTree([[new Storage()]])).toThrow(/class or a storage/);
  });
});
