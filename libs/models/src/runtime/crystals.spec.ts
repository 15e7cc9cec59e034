import { CrystalError } from '@nano-os/crystal';
import { buffersOf, packCrystals, unpackCrystals, type PlainCrystal } from './crystals';

const salt: PlainCrystal = {
  lattice: [
    [0, 2.8, 2.8],
    [2.8, 0, 2.8],
    [2.8, 2.8, 0],
  ],
  species: ['Na', 'Cl'],
  fracCoords: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
};
const polonium: PlainCrystal = {
  lattice: [
    [3.35, 0, 0],
    [0, 3.35, 0],
    [0, 0, 3.35],
  ],
  species: ['Po'],
  fracCoords: [[0.125, 0, -0.25]],
};

describe('packed crystals', () => {
  it('are the same when they are unpacked, also in another thread', () => {
    const packed = packCrystals([salt, polonium, salt]);
    const received = structuredClone(packed, { transfer: buffersOf(packed) });
    const crystals = unpackCrystals(received).map((make) => make());
    expect(
      crystals.map(({ lattice, species, fracCoords }) => ({
        lattice: lattice.rows,
        species,
        fracCoords,
      })),
    ).toEqual([salt, polonium, salt]);
  });

  it('fail one by one', () => {
    const [flat, good, strange] = unpackCrystals(
      packCrystals([
        { ...salt, lattice: [salt.lattice[0], salt.lattice[0], salt.lattice[2]] },
        salt,
        { ...polonium, species: ['Xx'] },
      ]),
    );
    expect(flat).toThrow(CrystalError);
    expect(good!().formula).toBe('NaCl');
    expect(strange).toThrow('no element');
  });
});
