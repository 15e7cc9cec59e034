import { crystal } from '../../../test-support/crystals';
import { Lattice } from '../../lattice';
import { Structure } from '../../structure';
import { parseStructure } from '../parse';
import { writeXyz } from './write';

const SALT = new Structure(
  Lattice.fromParameters(4, 4, 4, 60, 60, 60),
  ['Na', 'Cl'],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);

describe('writeXyz', () => {
  it('writes figures of a crystal beside its cell', () => {
    const frame = writeXyz(SALT, undefined, { step: 3, energy: -7.25e-9 });
    expect(frame.split('\n')[1]).toMatch(
      /^Lattice="[^"]*" Properties=species:S:1:pos:R:3 step=3 energy=-7\.25e-9 pbc="T T T"$/,
    );
  });

  it('makes a trajectory of frames, of which a reader of one crystal takes the last', () => {
    const frames = [0, 1].map((step) =>
      writeXyz(SALT.supercell([1, 1, 1 + step]), 'salt', { step }),
    );
    const { structure } = parseStructure(frames.join(''));
    expect(crystal(structure).numSites).toBe(4);
  });
});
