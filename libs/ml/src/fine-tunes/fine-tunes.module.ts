import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { InferencePool } from '@nano-os/models';
import { SimulationsModule } from '@nano-os/simulations';
import { StructuresModule } from '@nano-os/structures';
import { MlJobsModule } from '../jobs/ml-jobs.module';
import { Works } from '../jobs/work/works';
import { ModelsModule } from '../models/models.module';
import { preferenceOf } from '../models/networks/precedence';
import { FineTuneWork } from './fine-tune-work';
import { FineTunesService } from './fine-tunes.service';
import { FineTunesController } from './http/fine-tunes.controller';
import { PairsThread } from './pairs/pairs-thread';
import { TrainingPairsService } from './pairs/training-pairs.service';
import { FineTunesRepository } from './records/fine-tunes.repository';
import { TunedModels } from './tuned-models';

/** Tuned models that are kept ready. */
const MOST_READY = 16;

/** Models that users tune on their own crystals, as jobs. */
@Module({
  imports: [StructuresModule, SimulationsModule, ModelsModule, MlJobsModule],
  controllers: [FineTunesController],
  providers: [
    FineTunesRepository,
    FineTunesService,
    FineTuneWork,
    PairsThread,
    TrainingPairsService,
    {
      provide: TunedModels,
      inject: [FineTunesRepository, InferencePool, ENVIRONMENT],
      useFactory: (
        repository: FineTunesRepository,
        pool: InferencePool,
        environment: Environment,
      ) => new TunedModels(repository, pool, preferenceOf(environment), MOST_READY),
    },
  ],
  exports: [TunedModels],
})
export class FineTunesModule implements OnModuleInit {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(FineTuneWork) private readonly work: FineTuneWork,
  ) {}

  onModuleInit(): void {
    this.works.register('fine-tune', this.work);
  }
}
