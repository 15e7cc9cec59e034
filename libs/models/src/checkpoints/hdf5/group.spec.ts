import { GroupReader } from './group';

/** A group of the names a, b, … whose tree is at 100, its heap at 20 and its node at 200. */
function groupOf(count: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(1000);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from('HEAP'), 20);
  view.setBigUint64(28, 32n, true);
  view.setBigUint64(44, 60n, true);
  bytes.set(Buffer.from('a\0b\0c\0d\0'), 60);
  bytes.set(Buffer.from('TREE'), 100);
  view.setUint16(106, 1, true);
  view.setBigUint64(132, 200n, true);
  bytes.set(Buffer.from('SNOD\x01'), 200);
  view.setUint16(206, count, true);
  for (let index = 0; index < count; index++) {
    view.setBigUint64(208 + 40 * index, BigInt(2 * index), true);
    view.setBigUint64(216 + 40 * index, BigInt(700 + index), true);
  }
  return { bytes, view };
}

const read = (bytes: Uint8Array): Map<string, number> =>
  new GroupReader(bytes).members({ tree: 100, heap: 20 });

describe('members of groups', () => {
  it('have names and addresses', () => {
    expect([...read(groupOf(3).bytes)]).toEqual([
      ['a', 700],
      ['b', 701],
      ['c', 702],
    ]);
  });

  it.each<[string, (group: ReturnType<typeof groupOf>) => void]>([
    [
      'a tree that leads to itself',
      ({ bytes, view }) => {
        bytes[105] = 1;
        view.setBigUint64(132, 100n, true);
      },
    ],
    ['a tree of a hundred levels', ({ bytes }) => (bytes[105] = 100)],
    ['a tree of chunks', ({ bytes }) => (bytes[104] = 1)],
    [
      'more children than there is room for',
      ({ view }) => {
        view.setUint16(106, 60_000, true);
      },
    ],
    [
      'one child twice',
      ({ view }) => {
        view.setUint16(106, 2, true);
        view.setBigUint64(148, 200n, true);
      },
    ],
    [
      'a node behind the end',
      ({ view }) => {
        view.setBigUint64(132, 1000n, true);
      },
    ],
    [
      'a node far behind the end',
      ({ view }) => {
        view.setBigUint64(132, 2n ** 63n, true);
      },
    ],
    [
      'more members than there is room for',
      ({ view }) => {
        view.setUint16(206, 60_000, true);
      },
    ],
    [
      'a heap behind the end',
      ({ view }) => {
        view.setBigUint64(44, 990n, true);
      },
    ],
    [
      'a name behind the end',
      ({ view }) => {
        view.setBigUint64(208, 32n, true);
      },
    ],
    ['a name without end', ({ bytes }) => bytes.fill(0x61, 60, 92)],
    ['a name that is no text', ({ bytes }) => (bytes[60] = 0xff)],
    [
      'two members of one name',
      ({ view }) => {
        view.setBigUint64(248, 0n, true);
      },
    ],
    [
      'a member that is a link',
      ({ view }) => {
        view.setUint32(224, 2, true);
      },
    ],
  ])('are refused with %s', (_, change) => {
    const group = groupOf(2);
    change(group);
    expect(() => read(group.bytes)).toThrow(
      expect.objectContaining({ code: 'bad-checkpoint' }) as Error,
    );
  });

  it('belong to one group only', () => {
    const groups = new GroupReader(groupOf(2).bytes);
    groups.members({ tree: 100, heap: 20 });
    expect(() => groups.members({ tree: 100, heap: 20 })).toThrow(/two groups/);
  });
});
