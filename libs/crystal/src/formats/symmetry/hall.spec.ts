import { createHash } from 'node:crypto';
import figures from '../../../test-figures/hall-operations.json';
import { operationsOfHall } from './hall';
import type { Operation } from './operation';
import { SETTINGS } from './lookup';

/** As bench/peers/space_group_settings.py makes it of spglib's operations. */
function digest(operations: readonly Operation[]): string {
  const lines = operations.map(({ rotation, translation }) =>
    [...rotation, ...translation.map((value) => Math.round(value * 24) % 24)]
      .map((value) => value + 0)
      .join(','),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
}

describe('operationsOfHall', () => {
  it('gives the operations of spglib for all 530 settings', () => {
    expect(SETTINGS).toHaveLength(530);
    const differing = SETTINGS.filter(
      ({ hall }, index) => digest(operationsOfHall(hall) ?? []) !== figures.digests[index],
    );
    expect(differing.map(({ hall }) => hall)).toEqual([]);
  });

  it('moves the origin by twelfths and changes the basis', () => {
    // International Tables B, 1.4: the second origin of F d -3 m lies at 1/8 1/8 1/8 of the first.
    const second = operationsOfHall('-F 4vw 2vw 3') ?? [];
    const moved = operationsOfHall('F 4d 2 3 -1d (x-1/8,y-1/8,z-1/8)') ?? [];
    expect(digest(moved)).toBe(digest(second));
    expect(digest(operationsOfHall('P 31 2 (0 0 4)') ?? [])).toBe(
      digest(operationsOfHall('P 31 2 (x,y,z+1/3)') ?? []),
    );
    expect(digest(operationsOfHall('P 2 (z,x,y)') ?? [])).toBe(
      digest(operationsOfHall('P 2x') ?? []),
    );
  });

  it.each([
    '',
    'Z 2',
    'P 5',
    'P 7',
    'P 2 (0 0',
    "P 4'",
    'P 3 4 6 2',
    'P 2 (1/0,y,z)',
    'P 32x 1 1 1 1',
    '-',
  ])('refuses %j', (symbol) => {
    expect(operationsOfHall(symbol)).toBeUndefined();
  });
});
