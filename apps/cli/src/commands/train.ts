import {
  parseConfiguration,
  reportTraining,
  runTraining,
  type TrainingEvent,
} from '@nano-os/models';
import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';
import { describeErrors, duration } from '../models/training-lines';

interface TrainOptions extends DirectoryOptions {
  data: string;
  out: string;
  source?: string;
}

/** Trains a model of the user's own; needs no server and no database. */
export function createTrainCommand(): Command {
  return new Command('train')
    .description(
      'train a network; when it was interrupted, the same command goes on to the same result. ' +
        'Leaves a model that `nano-os models import` installs',
    )
    .argument('<configuration>', 'what to train, as JSON; see docs/training.md')
    .requiredOption('--data <folder>', 'where the files of crystals lie')
    .requiredOption('--out <folder>', 'for the checkpoint, the model and the report')
    .option('--source <text>', 'what the card says of where the weights come from')
    .addOption(modelsDirOption())
    .action(async (path: string, { data, out, source, ...directory }: TrainOptions) => {
      const text = await readFile(path, 'utf8');
      const configuration = parseConfiguration(JSON.parse(text) as unknown, path);
      const named = configuration.start?.model;
      const stop = new AbortController();
      process.once('SIGINT', () => {
        console.log('Stops after this epoch; the same command goes on later.');
        stop.abort();
      });
      const outcome = await runTraining({
        configuration,
        start:
          named === undefined ? undefined : await openModelsDirectory(directory).all.open(named),
        source: source ?? relative('.', resolve(path)),
        data,
        out,
        onEvent: report,
        signal: stop.signal,
      });
      await reportTraining(join(out, 'report'), configuration, outcome);
      const { model, isFinished } = outcome;
      console.log(`${isFinished ? 'Finished' : 'Stopped'}: ${out}/${model.card.name}`);
    });
}

function report(event: TrainingEvent): void {
  if (event.kind === 'prepared') {
    const { training, validation, refused, weights, transferred, resumedFrom } = event;
    console.log(
      `${training} crystals to learn from, ${validation} held out, ${refused} without a graph; ` +
        `${weights} weights${transferred > 0 ? `, ${transferred} values from the model it starts with` : ''}.` +
        (resumedFrom > 0 ? ` Goes on after epoch ${resumedFrom}.` : ''),
    );
    return;
  }
  const { record, epochs, isBest, secondsLeft } = event;
  console.log(
    `${record.epoch}/${epochs}  loss ${record.loss.toFixed(5)}  ` +
      `${describeErrors(record.errors)}${isBest ? '  best' : ''}  ` +
      `${duration(record.seconds)}, ${duration(secondsLeft)} left`,
  );
}
