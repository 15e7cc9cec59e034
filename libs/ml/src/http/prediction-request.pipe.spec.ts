import { createValidationPipe, ProblemException } from '@nano-os/common';
import fc from 'fast-check';
import { PropertyPredictionRequest } from './dto/prediction-request.dto';
import { PredictionRequestPipe, takePlain } from './prediction-request.pipe';

const ID = '3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11';

const checkFully = (body: unknown): Promise<PropertyPredictionRequest> =>
  createValidationPipe().transform(body, {
    type: 'body',
    metatype: PropertyPredictionRequest,
  }) as Promise<PropertyPredictionRequest>;

const bodies = fc.record(
  {
    structure_id: fc.oneof(fc.uuid(), fc.constant(ID.toUpperCase()), fc.string(), fc.integer()),
    model_name: fc.oneof(
      fc.constantFrom('STUB', 'cgcnn', '', 'x'.repeat(50), 'x'.repeat(51), 'ä', '__proto__'),
      fc.string(),
      fc.constantFrom(null, 7),
    ),
    force_recompute: fc.constantFrom(true, false, 'true', 0, null),
    more: fc.anything(),
  },
  { requiredKeys: [] },
);

describe('body of a prediction request', () => {
  it('fits the full check, to the same values, where it plainly fits', () =>
    fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const plain = takePlain(body);
        fc.pre(plain !== undefined);
        expect(await checkFully(body)).toMatchObject(plain);
      }),
    ));

  it('is left to the full check where there is a doubt', async () => {
    const pipe = new PredictionRequestPipe();
    await expect(pipe.transform({ structure_id: ID.toUpperCase() })).resolves.toMatchObject({
      structure_id: ID,
      model_name: 'STUB',
      force_recompute: false,
    });
    for (const body of [{}, [], null, 'x', { structure_id: ID, force_recompute: null }]) {
      await expect(pipe.transform(body)).rejects.toBeInstanceOf(ProblemException);
    }
  });

  it('is taken with its defaults', () => {
    expect(takePlain({ structure_id: ID })).toEqual({
      structure_id: ID,
      model_name: 'STUB',
      force_recompute: false,
    });
  });
});
