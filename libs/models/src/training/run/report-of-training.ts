import { writeReport } from '../report/write-report';
import type { TrainingOutcome } from './run-training';
import type { TrainingConfiguration } from '../configuration';

/** Writes the report of a training: what its model says of the crystals that were held out. */
export async function reportTraining(
  folder: string,
  { properties, name, description }: TrainingConfiguration,
  { curve, prepared, answers }: TrainingOutcome,
): Promise<void> {
  await writeReport(folder, {
    name,
    description,
    curve,
    properties: properties.map((property, index) => ({
      name: property.name,
      unit: property.transform === 'exp10' ? `log10 ${property.unit}` : property.unit,
      judged: prepared.validation
        .map(({ row, learnt }, position) => ({
          row,
          actual: learnt[index] ?? NaN,
          answer: answers[index]?.[position] ?? NaN,
        }))
        .filter(({ actual }) => !Number.isNaN(actual)),
    })),
  });
}
