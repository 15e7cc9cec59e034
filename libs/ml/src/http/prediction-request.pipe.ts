import { Injectable, type PipeTransform } from '@nestjs/common';
import { createValidationPipe } from '@nano-os/common';
import { PropertyPredictionRequest } from './dto/prediction-request.dto';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DEFAULTS = new PropertyPredictionRequest();
const MODEL_NAME = /^[\w.-]{1,50}$/;

/** A checked body. As an interface, because the global pipe would check a class once more. */
export type PredictionRequest = Readonly<
  Pick<PropertyPredictionRequest, 'structure_id' | 'model_name' | 'force_recompute'>
>;

/** The request when it fits without a doubt; undefined leaves the judgement to the full check. */
export function takePlain(body: unknown): PredictionRequest | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const {
    structure_id,
    model_name = DEFAULTS.model_name,
    force_recompute = DEFAULTS.force_recompute,
  } = body as Partial<Record<keyof PropertyPredictionRequest, unknown>>;
  const fits =
    typeof structure_id === 'string' &&
    ID.test(structure_id) &&
    typeof model_name === 'string' &&
    MODEL_NAME.test(model_name) &&
    typeof force_recompute === 'boolean';
  return fits ? { structure_id, model_name, force_recompute } : undefined;
}

/**
 * Reads the body of the route that is called most. The decorators of its DTO cost as much as all
 * else that a cached answer takes, so they judge only what {@link takePlain} has doubts about.
 */
@Injectable()
export class PredictionRequestPipe implements PipeTransform<unknown, Promise<PredictionRequest>> {
  private readonly full = createValidationPipe();

  async transform(body: unknown): Promise<PredictionRequest> {
    const plain = takePlain(body);
    if (plain) return plain;
    const metatype = PropertyPredictionRequest;
    return (await this.full.transform(body, { type: 'body', metatype })) as PredictionRequest;
  }
}
