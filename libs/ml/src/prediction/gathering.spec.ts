import { Gathering } from './gathering';

const round = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('gathering', () => {
  it('lets those leave together that come in one round, by their key', async () => {
    const groups: [string, number[]][] = [];
    const gathering = new Gathering<string, number>(10, (key, items) => groups.push([key, items]));
    gathering.add('a', [1, 2]);
    gathering.add('b', [3]);
    await Promise.resolve();
    gathering.add('a', [4]);
    expect(groups).toEqual([]);
    await round();
    expect(groups).toEqual([
      ['a', [1, 2, 4]],
      ['b', [3]],
    ]);
    gathering.add('a', [5]);
    await round();
    expect(groups.at(-1)).toEqual(['a', [5]]);
  });

  it('makes groups no larger than it may, but divides nothing that came as one', async () => {
    const groups: number[][] = [];
    const gathering = new Gathering<string, number>(2, (_, items) => groups.push(items));
    for (const items of [[1], [2], [3], [4, 5, 6]]) gathering.add('a', items);
    await round();
    expect(groups).toEqual([[1, 2], [3], [4, 5, 6]]);
  });
});
