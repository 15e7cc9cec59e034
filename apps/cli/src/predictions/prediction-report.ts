import type { Crystal, ModelResult, PropertyModel } from '@nano-os/ml';
import type { Report } from '../crystals/report';
import { propertyRows } from './property-rows';

/** What a model says of the crystal in a file. */
export interface FilePrediction {
  readonly model: PropertyModel;
  readonly crystal: Crystal;
  readonly answer: ModelResult;
}

/** A row a property; as JSON what the API answers, without what only records have. */
export const PREDICTION_REPORT: Report<FilePrediction> = {
  head: ['FORMULA', 'PROPERTY', 'VALUE', 'UNIT', 'CONFIDENCE'],
  rows: ({ crystal, answer }) =>
    propertyRows(answer).map((row, index) => [index === 0 ? crystal.formula : '', ...row]),
  json: ({ model, crystal, answer }) => ({
    model_name: model.info.name,
    model_version: model.info.version,
    properties: answer.properties,
    confidence_scores: answer.confidenceScores,
    metadata: {
      formula: crystal.formula,
      num_atoms: crystal.numAtoms,
      dimensionality: crystal.dimensionality,
      weights_digest: model.weightsDigest,
      ...answer.notes,
    },
  }),
};
