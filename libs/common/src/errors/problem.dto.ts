import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FieldFaultDto {
  @ApiProperty({ example: 'structure_id', description: 'The part of the request at fault.' })
  field: string;

  @ApiProperty({ example: 'structure_id must be a UUID' })
  message: string;
}

/** Problem details as RFC 9457 defines them, sent as `application/problem+json`. */
export class ProblemDto {
  @ApiProperty({
    example: 'urn:nano-os:problem:not-found',
    description: 'Stable name of the kind of problem.',
  })
  type: string;

  @ApiProperty({ example: 'Not found' })
  title: string;

  @ApiProperty({ example: 404 })
  status: number;

  @ApiProperty({
    example: 'There is no structure 3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11 that you may see.',
  })
  detail: string;

  @ApiProperty({ example: '/api/v1/structures/3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11' })
  instance: string;

  @ApiProperty({
    example: 'b2c7f3a0-5f0d-4a4e-8d0e-6a1c7f2e9d10',
    description: 'Also in X-Request-Id.',
  })
  request_id: string;

  @ApiPropertyOptional({ type: [FieldFaultDto], example: [] })
  errors?: FieldFaultDto[];
}
