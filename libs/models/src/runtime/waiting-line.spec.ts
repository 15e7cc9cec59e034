import type { CompiledModel } from './messages';
import { WaitingLine, type Ticket } from './waiting-line';

const limits = { leastCost: 10, mostCost: 100 };
const models = (key: string): CompiledModel[] => [{ key } as CompiledModel];

const ticket = (cost: number, alone = false): Ticket => ({
  crystal: {
    lattice: [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    species: [],
    fracCoords: [],
  },
  cost,
  alone,
  resolve: () => undefined,
  reject: () => undefined,
});

const costs = (line: WaitingLine, threads: number, room = Infinity): number[] | undefined =>
  line.take(threads, room)?.tickets.map(({ cost }) => cost);

describe('WaitingLine', () => {
  it('shares what waits among the threads, and in smaller shares towards the end', () => {
    const line = new WaitingLine(limits);
    line.add(
      models('a'),
      Array.from({ length: 80 }, () => ticket(1)),
    );
    const sizes: number[] = [];
    while (line.size > 0) sizes.push(costs(line, 2)!.length);
    expect(sizes).toEqual([40, 20, 10, 10]);
  });

  it('sends no more at once than the most', () => {
    const line = new WaitingLine(limits);
    line.add(
      models('a'),
      Array.from({ length: 500 }, () => ticket(1)),
    );
    expect(costs(line, 1)).toHaveLength(100);
  });

  it('serves those who came first, also when they are the dearer ones', () => {
    const line = new WaitingLine(limits);
    line.add(models('a'), [ticket(90), ticket(5), ticket(95), ticket(4)]);
    expect(costs(line, 1)).toEqual([90, 5, 4]);
    expect(costs(line, 1)).toEqual([95]);
  });

  it('sends alone what is dear, and what ended a thread before', () => {
    const line = new WaitingLine(limits);
    line.add(models('a'), [ticket(1), ticket(101), ticket(2, true), ticket(3)]);
    expect(costs(line, 1)).toEqual([1, 3]);
    expect(costs(line, 1)).toEqual([101]);
    expect(costs(line, 1)).toEqual([2]);
    expect(line.take(1, Infinity)).toBeUndefined();
  });

  it('lets the others pass where a dear one has to wait', () => {
    const line = new WaitingLine(limits);
    line.add(models('a'), [ticket(500)]);
    line.add(models('b'), [ticket(600), ticket(1)]);
    expect(costs(line, 1, 0)).toEqual([1]);
    expect(line.take(1, 0)).toBeUndefined();
    expect(line.size).toBe(2);
  });

  it('keeps the turn of those that are too dear for the room that is left', () => {
    const line = new WaitingLine(limits);
    line.add(models('a'), [ticket(500), ticket(101)]);
    line.add(models('b'), [ticket(102), ticket(1)]);
    expect(costs(line, 1, 499)).toEqual([1]);
    expect(costs(line, 1, 499)).toBeUndefined();
    expect(costs(line, 1, 500)).toEqual([500]);
    expect([costs(line, 1, 102), costs(line, 1, 102)]).toEqual([[102], [101]]);
  });

  it('serves models in turn', () => {
    const line = new WaitingLine(limits);
    line.add(
      models('a'),
      Array.from({ length: 250 }, () => ticket(1)),
    );
    line.add(models('b'), [ticket(1)]);
    const served = [1, 2, 3].map(() => line.take(1, Infinity)!.models[0]!.key);
    expect(served).toEqual(['a', 'b', 'a']);
  });

  it('puts those first who waited before', () => {
    const line = new WaitingLine(limits);
    line.add(models('a'), [ticket(1)]);
    line.addFirst(models('a'), [ticket(2, true)]);
    expect(costs(line, 1)).toEqual([2]);
  });
});
