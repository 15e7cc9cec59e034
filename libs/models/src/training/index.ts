export { parseConfiguration, type TrainingConfiguration } from './configuration';
export { bestOf, type EpochRecord, type SetError } from './run/curve';
export {
  runTraining,
  type TrainingEvent,
  type TrainingOutcome,
  type TrainingRun,
} from './run/run-training';
