import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { invalidField } from '../errors/problems';

/** A path parameter that must be a UUID; lower case from here on, as PostgreSQL prints it. */
@Injectable()
export class UuidParam implements PipeTransform<string, string> {
  transform(value: string, metadata: ArgumentMetadata): string {
    if (isUUID(value, 'loose')) return value.toLowerCase();
    const field = metadata.data ?? 'id';
    throw invalidField(field, `${field} must be a UUID`);
  }
}
