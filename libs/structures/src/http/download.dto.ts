import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { WritableFormat } from '@nano-os/crystal';
import { DOWNLOAD_FORMATS } from './download';

export class DownloadQuery {
  @ApiPropertyOptional({
    enum: DOWNLOAD_FORMATS,
    example: 'cif',
    description: 'CIF when absent, XYZ for a molecule; `json` is that of pymatgen.',
  })
  @IsOptional()
  @IsIn(DOWNLOAD_FORMATS)
  format?: WritableFormat;
}
