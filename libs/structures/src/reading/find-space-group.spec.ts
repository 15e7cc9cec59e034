import { CrystalError, Lattice, Structure } from '@nano-os/crystal';
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

  it('says that time is out of an analysis that does not end', async () => {
    const analyse = () => new Promise<never>(() => undefined);
    expect(await findSpaceGroup(cubic(1), { timeoutMs: 0, analyse })).toEqual({
      spaceGroup: null,
      note: 'The space group was not found within 0 s.',
    });
  });

  it('says why an analysis found none', async () => {
    expect(await findSpaceGroup(cubic(11))).toEqual({
      spaceGroup: null,
      note: expect.stringContaining('1331') as unknown,
    });
  });

  it('hands on that too many analyses wait', async () => {
    const busy = new CrystalError('symmetry-busy', 'Too many wait.');
    await expect(findSpaceGroup(cubic(1), { analyse: () => Promise.reject(busy) })).rejects.toBe(
      busy,
    );
  });
});
