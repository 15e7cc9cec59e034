import { angleKeys } from './angle-keys';
import { harmonicsOf } from './harmonics';

/** Atoms of one kind at the corners of a square around each of so many atoms, each turned by an angle. */
function squares(...angles: readonly (readonly number[])[]) {
  const vectors = angles.flatMap((ofAtom) =>
    ofAtom.map((angle) => [2 * Math.cos(angle), 2 * Math.sin(angle), 0]),
  );
  const bonds = vectors.length;
  const list = Int32Array.from({ length: bonds }, (_, bond) => bond);
  return {
    source: Int32Array.from(angles.flatMap((ofAtom, atom) => ofAtom.map(() => atom))),
    target: new Int32Array(bonds).fill(angles.length),
    shell: new Int32Array(bonds),
    harmonics: harmonicsOf(
      list,
      Float64Array.from(vectors.flat()),
      new Float64Array(bonds).fill(2),
    ),
  };
}

const keysOf = (...angles: readonly (readonly number[])[]): string[] => {
  const { first, second } = angleKeys(squares(...angles), new Int32Array(angles.length + 1));
  return [...first].map((key, bond) => `${key} ${second[bond]!}`);
};

describe('angleKeys', () => {
  const square = [0, 1, 2, 3].map((quarter) => (quarter * Math.PI) / 2);

  it('are the same for bonds with the same angles, however they are turned', () => {
    const turned = square.map((angle) => angle + 0.3);
    expect(new Set(keysOf(square, turned)).size).toBe(1);
  });

  it('tell bonds of one length apart whose angles differ', () => {
    // One of two opposite pairs turned: sums over the angles with both bonds of a pair stay.
    const [first = 0, second = 0, third = 0, fourth = 0] = square;
    const [one, two, three, four] = keysOf([first, second + 0.01, third, fourth + 0.01]);
    expect([one === three, two === four, one === two]).toEqual([true, true, true]);
    const [a, b, c, d] = keysOf([first, second + 0.01, third, fourth]);
    expect(new Set([a, b, c, d]).size).toBe(4);
  });

  it('overlook differences far below those that a network could answer to', () => {
    const shaken = square.map((angle, bond) => angle + 1e-9 * bond);
    expect(new Set(keysOf(square, shaken)).size).toBe(1);
  });
});
