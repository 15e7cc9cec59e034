import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { StructuresModule } from '@nano-os/structures';
import { MlJobsModule } from '../jobs/ml-jobs.module';
import { Works } from '../jobs/work/works';
import { ModelsModule } from '../models/models.module';
import { CalculatorWork } from './calculator-work';
import { CalculationsService } from './calculations.service';
import { CalculationsController } from './http/calculations.controller';
import { RelaxationResultsController } from './http/relaxation-results.controller';
import { CALCULATION_KINDS } from './kinds';
import { Potentials } from './potentials';
import { RelaxedStructuresService } from './relaxed-structures.service';

/** Relaxations, elastic tensors and equations of state, as jobs. */
@Module({
  imports: [StructuresModule, ModelsModule, MlJobsModule],
  controllers: [CalculationsController, RelaxationResultsController],
  providers: [CalculationsService, CalculatorWork, Potentials, RelaxedStructuresService],
})
export class CalculationsModule implements OnModuleInit {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(CalculatorWork) private readonly work: CalculatorWork,
  ) {}

  onModuleInit(): void {
    for (const kind of CALCULATION_KINDS) this.works.register(kind, this.work);
  }
}
