import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches, MaxLength, ValidateBy } from 'class-validator';
import { Omittable, PLAIN_LINE } from '@nano-os/common';
import { STRUCTURE_FORMATS, type StructureFormat } from '@nano-os/crystal';
import { VISIBILITIES, type Visibility } from '../entities/structure.entity';
import { MAX_NAME_LENGTH } from '../structure-name';

const MAX_FILENAME_LENGTH = 255;
const MAX_BLOCK_NAME_LENGTH = 255;
const MAX_BLOCK_INDEX = 1_000_000;

const isBlock = (value: unknown): boolean =>
  typeof value === 'string'
    ? value !== '' && value.length <= MAX_BLOCK_NAME_LENGTH
    : Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_BLOCK_INDEX;

/** Body of an upload, as JSON or as a form; exactly one of `content` and `file` is there. */
export class UploadStructureRequest {
  @ApiPropertyOptional({
    description: 'Text of the file; this or, in a form, `file`.',
    example:
      'data_silicon\n_cell_length_a 5.431\n_cell_length_b 5.431\n_cell_length_c 5.431\n' +
      '_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n' +
      "_space_group_name_H-M_alt 'F d -3 m:1'\n" +
      'loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n' +
      'Si 0 0 0\n',
  })
  @Omittable()
  @IsString()
  content?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'binary',
    description: 'The file itself, in forms only; JSON has no bytes.',
    example: 'silicon.cif',
  })
  @Omittable()
  @ValidateBy(
    { name: 'isFile', validator: { validate: (value: unknown) => Buffer.isBuffer(value) } },
    { message: 'file must be an uploaded file; in JSON send content' },
  )
  file?: Buffer;

  @ApiPropertyOptional({
    enum: STRUCTURE_FORMATS,
    example: 'cif',
    description:
      'Found out from the file when absent. `json` is that of pymatgen, OPTIMADE or ASE.',
  })
  @Omittable()
  @IsIn(STRUCTURE_FORMATS)
  format?: StructureFormat;

  @ApiPropertyOptional({
    example: 'Silicon',
    minLength: 1,
    maxLength: MAX_NAME_LENGTH,
    description: "One line of text; the file's own name for it, or the formula, when absent.",
  })
  @Omittable()
  @IsString()
  @Length(1, MAX_NAME_LENGTH)
  @Matches(PLAIN_LINE, { message: 'name must be one line of text' })
  name?: string;

  @ApiPropertyOptional({
    enum: VISIBILITIES,
    default: 'private',
    example: 'private',
    description: 'Who may see it: its owner and administrators, or every user.',
  })
  @Omittable()
  @IsIn(VISIBILITIES)
  visibility: Visibility = 'private';

  @ApiPropertyOptional({
    oneOf: [
      { type: 'string', minLength: 1, maxLength: MAX_BLOCK_NAME_LENGTH },
      { type: 'integer', minimum: 0, maximum: MAX_BLOCK_INDEX },
    ],
    example: 'silicon',
    description:
      'Name or index, from 0, of a data block of a CIF; the first that holds a structure when absent.',
  })
  @Omittable()
  @ValidateBy(
    { name: 'isBlock', validator: { validate: isBlock } },
    { message: 'block must be the name or the index of a data block' },
  )
  block?: string | number;

  @ApiPropertyOptional({
    example: 'silicon.cif',
    maxLength: MAX_FILENAME_LENGTH,
    description: 'Helps to find out the format; a form brings it with the file.',
  })
  @Omittable()
  @IsString()
  @MaxLength(MAX_FILENAME_LENGTH)
  filename?: string;
}
