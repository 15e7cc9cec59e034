import fc from 'fast-check';
import { crystal, refusalOf } from '../../test-support/crystals';
import { Lattice } from '../lattice';
import { Molecule } from '../molecule';
import { Structure } from '../structure';
import type { Vector3 } from '../vectors';
import { parseStructure } from './parse';
import { closePair } from './proximity';
import type { WritableFormat } from './types';
import { writeStructure } from './write';

const FORMATS: WritableFormat[] = ['cif', 'poscar', 'xyz', 'json', 'optimade'];

const symbol = fc.constantFrom('H', 'O', 'Ti', 'Fe', 'U', 'Cl');
const fraction = fc.double({ min: -2, max: 2, noNaN: true });
const length = fc.double({ min: 2, max: 30, noNaN: true });
const angle = fc.double({ min: 62, max: 118, noNaN: true });

const structures = fc
  .tuple(
    fc.tuple(length, length, length, angle, angle, angle),
    fc.array(fc.tuple(symbol, fc.tuple(fraction, fraction, fraction)), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([parameters, sites]) => {
    const lattice = Lattice.fromParameters(...parameters);
    const kept: [string, Vector3][] = [];
    for (const site of sites) {
      // Twice the distance at which readers refuse, so that rounding decides nothing.
      if (
        closePair(
          lattice.rows,
          [...kept, site].map(([, frac]) => frac),
          0.6,
        ) === undefined
      ) {
        kept.push(site);
      }
    }
    return new Structure(
      lattice,
      kept.map(([element]) => element),
      kept.map(([, frac]) => frac),
    );
  });

const readBack = (text: string, format: WritableFormat): Structure =>
  crystal(parseStructure(text, { format: format === 'optimade' ? 'json' : format }).structure);

describe('writeStructure', () => {
  it.each(FORMATS)(
    'writes crystals as %s that read back to the same sites in the same order',
    (format) => {
      fc.assert(
        fc.property(structures, (structure) => {
          const text = writeStructure(structure, format);
          expect(parseStructure(text).format).toBe(format === 'optimade' ? 'json' : format);
          const copy = readBack(text, format);
          expect(copy.species).toEqual(structure.species);
          const { lattice } = structure;
          for (const key of ['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const) {
            // Of the cosines of angles, which lose half of the digits near none of these.
            expect(Math.abs(copy.lattice[key] - lattice[key])).toBeLessThan(1e-9);
          }
          for (const [site, frac] of structure.fracCoords.entries()) {
            for (const axis of [0, 1, 2] as const) {
              const off = (copy.fracCoords[site]?.[axis] ?? NaN) - frac[axis];
              // CIF brings sites into the cell and has twelve decimals.
              expect(Math.abs(off - Math.round(off))).toBeLessThan(2e-12);
            }
          }
        }),
        { numRuns: 60, seed: 4 },
      );
    },
  );

  it('keeps orientation and whole cells wherever the format can', () => {
    const structure = new Structure(
      Lattice.fromRows([
        [1, 3, 0.5],
        [-3, 1, 0],
        [0.25, 0, 4],
      ]),
      ['O', 'H'],
      [
        [-0.25, 1.5, 0],
        [1 / 3, 2 / 3, 0.3334],
      ],
    );
    for (const format of ['poscar', 'json'] as const) {
      const copy = readBack(writeStructure(structure, format), format);
      expect(copy.lattice.rows).toEqual(structure.lattice.rows);
      expect(copy.fracCoords).toEqual(structure.fracCoords);
    }
  });

  it.each(['xyz', 'json', 'optimade'] as const)('writes molecules as %s', (format) => {
    const molecule = new Molecule(
      ['C', 'O'],
      [
        [0, 0, 0],
        [0, -1e-7, 1.128],
      ],
    );
    const { structure } = parseStructure(writeStructure(molecule, format));
    expect(structure).toEqual(molecule);
  });

  it.each(['cif', 'poscar'] as const)(
    'refuses a molecule as %s, which needs a lattice',
    (format) => {
      const molecule = new Molecule(['He'], [[0, 0, 0]]);
      expect(refusalOf(() => writeStructure(molecule, format)).code).toBe('not-writable');
    },
  );

  it('keeps names from breaking the file', () => {
    const structure = new Structure(
      Lattice.fromParameters(3, 3, 3, 90, 90, 90),
      ['Po'],
      [[0, 0, 0]],
    );
    const name = `alpha\n"Po" 'loop_\r\n1 Lattice="x"`;
    for (const format of FORMATS) {
      const text = writeStructure(structure, format, { name });
      expect(readBack(text, format).species).toEqual(['Po']);
    }
    const molecule = new Molecule(['O'], [[0, 0, 1]]);
    for (const title of [name, 'Lattice=3', 'Properties=pos:R:3:species:S:1']) {
      const text = writeStructure(molecule, 'xyz', { name: title });
      expect(parseStructure(text).structure).toEqual(molecule);
    }
  });

  it('describes a crystal as OPTIMADE 1.2 has it', () => {
    const rutile = new Structure(
      Lattice.fromParameters(4.594, 4.594, 2.959, 90, 90, 90),
      ['Ti', 'Ti', 'O', 'O', 'O', 'O'],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
        [0.305, 0.305, 0],
        [0.695, 0.695, 0],
        [0.195, 0.805, 0.5],
        [0.805, 0.195, 0.5],
      ],
    );
    expect(JSON.parse(writeStructure(rutile, 'optimade'))).toMatchObject({
      type: 'structures',
      attributes: {
        elements: ['O', 'Ti'],
        nelements: 2,
        chemical_formula_reduced: 'O2Ti',
        chemical_formula_anonymous: 'A2B',
        dimension_types: [1, 1, 1],
        nperiodic_dimensions: 3,
        nsites: 6,
        structure_features: [],
      },
    });
  });
});
