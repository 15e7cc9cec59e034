import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';

const text = (example: string) => ({ schema: { type: 'string', example } });

const POLONIUM_XYZ =
  '1\nLattice="3.35 0 0 0 3.35 0 0 0 3.35" Properties=species:S:1:pos:R:3\nPo 0 0 0\n';
const POLONIUM_POSCAR = 'Po\n1.0\n3.35 0 0\n0 3.35 0\n0 0 3.35\nPo\n1\nDirect\n0 0 0\n';
const POLONIUM_JSON = {
  '@module': 'pymatgen.core.structure',
  '@class': 'Structure',
  lattice: {
    matrix: [
      [3.35, 0, 0],
      [0, 3.35, 0],
      [0, 0, 3.35],
    ],
  },
  sites: [{ species: [{ element: 'Po', occu: 1 }], abc: [0, 0, 0] }],
};

/** Documents an answer that is a structure file, in one of the formats that are written. */
export const ApiFile = (): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({
      description: 'The file, with a name for it in Content-Disposition.',
      content: {
        'chemical/x-cif': text('data_Po\n_cell_length_a 3.35\n'),
        'text/plain': text(POLONIUM_POSCAR),
        'chemical/x-xyz': text(POLONIUM_XYZ),
        'application/json': {
          schema: { type: 'object', additionalProperties: true, example: POLONIUM_JSON },
        },
      },
    }),
  );
