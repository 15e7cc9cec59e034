import { Lattice, Structure } from '@nano-os/crystal';
import { findSpaceGroup } from './find-space-group';

/** A simple cubic crystal in a cell of `side`³ atoms. */
function cubic(side: number): Structure {
  const points = Array.from({ length: side ** 3 }, (_, i) => {
    const [x, y, z] = [i % side, Math.floor(i / side) % side, Math.floor(i / side ** 2)];
    return [x / side, y / side, z / side] as const;
  });
  const a = 3.35 * side;
  const lattice = Lattice.fromRows([
    [a, 0, 0],
    [0, a, 0],
    [0, 0, a],
  ]);
  return new Structure(
    lattice,
    points.map(() => 'Po'),
    points,
  );
}

describe('findSpaceGroup', () => {
  it.each([1, 2, 3])('finds that of a cell of %d³ atoms', async (side) => {
    expect(await findSpaceGroup(cubic(side))).toEqual({
      spaceGroup: { number: 221, symbol: 'Pm-3m' },
    });
  });

  it('says why it found none, when time is out or there are too many sites', async () => {
    const late = await findSpaceGroup(cubic(3), 0);
    expect(late).toEqual({
      spaceGroup: null,
      note: expect.stringContaining('within 0 s') as unknown,
    });
    const many = await findSpaceGroup(cubic(11));
    expect(many).toEqual({ spaceGroup: null, note: expect.stringContaining('1331') as unknown });
  });
});
