import { structureOf } from '../../calculators/plain-crystal';
import type { TrainingDomain } from '../../cards/card';
import { trainingDomain } from '../../confidence';
import type { StoredModel } from '../../store/stored-model';
import type { TrainingConfiguration } from '../configuration';
import { crystalOf } from '../rows/crystal-of';
import { TrainingThread } from '../threads/training-thread';
import { networkOfTraining } from './network-of-training';
import { prepareSamples, rowsOf, type Prepared } from './prepare-samples';

/** What the card of a training says of the crystals that it learnt from. */
export function domainOf({ training }: Pick<Prepared, 'training'>): TrainingDomain {
  return trainingDomain(training.map(({ row }) => structureOf(crystalOf(row))));
}

/**
 * The same without training, and of how many crystals it is.
 * @param data folder of the files of rows
 * @param start the model that the configuration begins with
 * @throws {ModelError} bad-data, bad-config
 */
export async function domainOfTraining(
  configuration: TrainingConfiguration,
  data: string,
  start?: StoredModel,
): Promise<{ domain: TrainingDomain; crystals: number }> {
  const thread = new TrainingThread();
  try {
    const rows = await rowsOf(configuration, data);
    const network = networkOfTraining(configuration, rows, start);
    const prepared = await prepareSamples(rows, configuration, network, [thread]);
    return { domain: domainOf(prepared), crystals: prepared.training.length };
  } finally {
    await thread.stop();
  }
}
