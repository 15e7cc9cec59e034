/** Where jobs can be asked for. */
export const JOBS_PATH = 'api/v1/ml/jobs';

export const EXAMPLE_JOB_ID = 'c1f7a0de-4b62-4c0e-8c0f-6d1c5d3b9a10';

export const JOB_ID_PARAM = { name: 'id', format: 'uuid', example: EXAMPLE_JOB_ID };
