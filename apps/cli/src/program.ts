import { Command } from 'commander';
import { createDbCommand } from './commands/db';
import { createElasticCommand } from './commands/elastic';
import { createEosCommand } from './commands/eos';
import { createEvaluateCommand } from './commands/evaluate';
import { createModelsCommand } from './commands/models';
import { createPredictCommand } from './commands/predict';
import { createRelaxCommand } from './commands/relax';
import { createServeCommand } from './commands/serve';
import { createTrainCommand } from './commands/train';
import { createWorkerCommand } from './commands/worker';
import { programVersion } from './version';

/** The `nano-os` command. */
export function createProgram(): Command {
  return new Command('nano-os')
    .description('Predicts what a crystal is like from its structure.')
    .version(programVersion())
    .showHelpAfterError()
    .addCommand(createServeCommand())
    .addCommand(createWorkerCommand())
    .addCommand(createDbCommand())
    .addCommand(createModelsCommand())
    .addCommand(createPredictCommand())
    .addCommand(createRelaxCommand())
    .addCommand(createElasticCommand())
    .addCommand(createEosCommand())
    .addCommand(createTrainCommand())
    .addCommand(createEvaluateCommand());
}
