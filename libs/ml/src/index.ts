import { PredictedProperties } from './entities/predicted-properties.entity';
import { FineTune } from './fine-tunes/records/fine-tune.entity';
import { Job } from './jobs/records/job.entity';

export * from './comparison/compare-ml-vs-simulation';
export { fineTuneUpload } from './fine-tunes/http/fine-tune-upload';
export type { QualityReport, Thresholds } from './comparison/quality';
export * from './ml.module';
export * from './models/model-registry';
export { poolOptions } from './models/networks/create-pool';
export { InstalledModels } from './models/networks/installed-models';
export { openFamily } from './models/networks/open-family';
export { preferenceOf } from './models/networks/precedence';
export * from './models/property-model';
export type { Prediction } from './prediction/prediction';
export * from './prediction/predictor';

/** Entities of this room, for the data source. */
export const mlEntities = [PredictedProperties, Job, FineTune];
