export { parseConfiguration, type TrainingConfiguration } from './configuration';
export { writeReport } from './report/write-report';
export { readRows } from './rows/read-rows';
export { isHeldOut } from './rows/split';
export { bestOf, type EpochRecord, type SetError } from './run/curve';
export { domainOfTraining } from './run/domain-of-training';
export { evaluateModel, type ModelEvaluation } from './run/evaluate-model';
export { reportTraining } from './run/report-of-training';
export {
  runTraining,
  type TrainingEvent,
  type TrainingOutcome,
  type TrainingRun,
} from './run/run-training';
