import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { LowerCase, PageQuery, WholeNumber } from '@nano-os/common';
import { VISIBILITIES, type Visibility } from '../entities/structure.entity';
import { SORTS, type Sort, type StructureSearch } from '../listing/structure-filter';

const MAX_COUNT = 10_000_000;
const MAX_FILTER_LENGTH = 500;

const Count = (description: string, example: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_COUNT, example, description }),
    IsOptional(),
    WholeNumber(),
    IsInt(),
    Min(0),
    Max(MAX_COUNT),
  );

export class ListStructuresQuery extends PageQuery implements StructureSearch {
  @ApiPropertyOptional({
    example: 'NaCl',
    maxLength: MAX_FILTER_LENGTH,
    description:
      'The reduced formula, or that of the whole cell (Na4Cl4); elements in any order, and brackets.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_FILTER_LENGTH)
  formula?: string;

  @ApiPropertyOptional({
    example: 'Na,Cl',
    maxLength: MAX_FILTER_LENGTH,
    description: 'Only structures that hold all of these elements, and maybe others.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_FILTER_LENGTH)
  elements?: string;

  @Count('Number of different elements.', 2)
  num_elements?: number;

  @Count('Least number of different elements.', 1)
  min_num_elements?: number;

  @Count('Greatest number of different elements.', 5)
  max_num_elements?: number;

  @Count('Number of sites in the cell.', 8)
  num_atoms?: number;

  @Count('Least number of sites in the cell.', 1)
  min_num_atoms?: number;

  @Count('Greatest number of sites in the cell.', 200)
  max_num_atoms?: number;

  @ApiPropertyOptional({ enum: [0, 1, 2, 3], example: 3, description: '0 molecule to 3 bulk.' })
  @IsOptional()
  @WholeNumber()
  @IsIn([0, 1, 2, 3])
  dimensionality?: number;

  @ApiPropertyOptional({ enum: VISIBILITIES, example: 'private' })
  @IsOptional()
  @IsIn(VISIBILITIES)
  visibility?: Visibility;

  @ApiPropertyOptional({ example: 'me', description: 'Id of the owner, or `me`.' })
  @LowerCase()
  @ValidateIf((_: object, value: unknown) => value !== undefined && value !== 'me')
  @IsUUID('loose', { message: 'owner must be a UUID or "me"' })
  owner?: string;

  @ApiPropertyOptional({
    enum: SORTS,
    default: '-created_at',
    example: '-created_at',
    description:
      'A leading minus sorts in descending order. Molecules have no volume: they come last.',
  })
  @IsOptional()
  @IsIn(SORTS)
  sort: Sort = '-created_at';
}
