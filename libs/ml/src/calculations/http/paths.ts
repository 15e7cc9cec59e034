/** Where jobs can be asked for. */
export const JOBS_PATH = 'api/v1/ml/jobs';
