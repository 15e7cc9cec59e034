import { Module } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { ChangeFeed } from '@nano-os/database';
import { SimulationsModule } from '@nano-os/simulations';
import { StructuresModule } from '@nano-os/structures';
import { CalculationsModule } from './calculations/calculations.module';
import { Comparator } from './comparison/comparator';
import { FineTunesModule } from './fine-tunes/fine-tunes.module';
import { ComparisonsController } from './http/comparisons.controller';
import { ModelsController } from './http/models.controller';
import { PredictionsController } from './http/predictions.controller';
import { ModelsModule } from './models/models.module';
import { CallersModels } from './prediction/callers-models';
import { Computations } from './prediction/computations';
import { Invalidation } from './prediction/invalidation';
import { PredictionArchive } from './prediction/prediction-archive';
import { PredictionMaker } from './prediction/prediction-maker';
import { PredictionMetrics } from './prediction/prediction-metrics';
import { PredictionTier } from './prediction/prediction-tier';
import { PredictionStore } from './prediction/prediction.store';
import { PredictionsService } from './prediction/predictions.service';
import { Predictor } from './prediction/predictor';

@Module({
  imports: [StructuresModule, SimulationsModule, ModelsModule, CalculationsModule, FineTunesModule],
  controllers: [PredictionsController, ModelsController, ComparisonsController],
  providers: [
    {
      provide: PredictionTier,
      inject: [ChangeFeed, ENVIRONMENT],
      useFactory: (feed: ChangeFeed, { PREDICTION_CACHE_ENTRIES }: Environment) =>
        new PredictionTier(feed, PREDICTION_CACHE_ENTRIES),
    },
    CallersModels,
    Comparator,
    Computations,
    Invalidation,
    PredictionArchive,
    PredictionMaker,
    PredictionMetrics,
    PredictionStore,
    PredictionsService,
    Predictor,
  ],
  exports: [Predictor, ModelsModule],
})
export class MlModule {}
