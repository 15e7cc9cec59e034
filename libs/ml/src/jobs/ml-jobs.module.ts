import { Module } from '@nestjs/common';
import { JobsController } from './http/jobs.controller';
import { JobMetrics } from './job-metrics';
import { JobsService } from './jobs.service';
import { JobLedger } from './records/job-ledger';
import { JobsRepository } from './records/jobs.repository';
import { JobWorker } from './work/job-worker';
import { WorkQueue } from './work/work-queue';
import { Works } from './work/works';

/**
 * Work that outlasts a request. A feature registers with `Works` who carries its kind out, and hands
 * jobs to `JobsService`.
 */
@Module({
  controllers: [JobsController],
  providers: [JobLedger, JobMetrics, JobsRepository, JobsService, JobWorker, WorkQueue, Works],
  exports: [JobsRepository, JobsService, Works],
})
export class MlJobsModule {}
