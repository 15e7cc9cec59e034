import { Module } from '@nestjs/common';
import { StructuresModule } from '@nano-os/structures';
import { ModelsModule } from '../models/models.module';
import { CalculationJobsService } from './calculation-jobs.service';
import { CalculationsController } from './http/calculations.controller';
import { JobsController } from './http/jobs.controller';
import { CalculationJobsRepository } from './records/calculation-jobs.repository';
import { JobLedger } from './records/job-ledger';
import { RelaxedStructuresService } from './relaxed-structures.service';
import { CalculationQueue } from './work/calculation-queue';
import { CalculationWorker } from './work/calculation-worker';
import { Calculations } from './work/calculations';
import { Potentials } from './work/potentials';

/** Relaxations, elastic tensors and equations of state, as jobs. */
@Module({
  imports: [StructuresModule, ModelsModule],
  controllers: [CalculationsController, JobsController],
  providers: [
    CalculationJobsRepository,
    CalculationJobsService,
    CalculationQueue,
    Calculations,
    CalculationWorker,
    JobLedger,
    Potentials,
    RelaxedStructuresService,
  ],
})
export class CalculationsModule {}
