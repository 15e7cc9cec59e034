import { writeReport } from '../report/write-report';
import { learntUnit, numbersOf } from '../rows/learnt';
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
      unit: learntUnit(property),
      judged: prepared.validation.flatMap(({ row, learnt }, position) => {
        const said = numbersOf(answers[index]?.[position] ?? NaN);
        return [...numbersOf(learnt[index] ?? NaN)]
          .map((actual, component) => ({ row, actual, answer: said[component] ?? NaN }))
          .filter(({ actual }) => !Number.isNaN(actual));
      }),
    })),
  });
}
