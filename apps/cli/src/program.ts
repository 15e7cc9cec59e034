import { Command } from 'commander';
import { createDbCommand } from './commands/db';
import { createEvaluateCommand } from './commands/evaluate';
import { createModelsCommand } from './commands/models';
import { createServeCommand } from './commands/serve';
import { createTrainCommand } from './commands/train';
import { createWorkerCommand } from './commands/worker';

/** The `nano-os` command. */
export function createProgram(): Command {
  return new Command('nano-os')
    .description('Predicts what a crystal is like from its structure.')
    .showHelpAfterError()
    .addCommand(createServeCommand())
    .addCommand(createWorkerCommand())
    .addCommand(createDbCommand())
    .addCommand(createModelsCommand())
    .addCommand(createTrainCommand())
    .addCommand(createEvaluateCommand());
}
