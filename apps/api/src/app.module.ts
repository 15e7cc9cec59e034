import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AuthModule, SigningKeys } from '@nano-os/auth';
import {
  ConfigurationModule,
  createValidationPipe,
  MetricsController,
  ProblemFilter,
  type Environment,
} from '@nano-os/common';
import {
  DATABASE_HANDLE,
  DatabaseModule,
  HealthController,
  IdempotencyModule,
  type DatabaseHandle,
} from '@nano-os/database';
import { JobsModule } from '@nano-os/jobs';
import { MlModule } from '@nano-os/ml';
import { SimulationsModule } from '@nano-os/simulations';
import { StructuresModule } from '@nano-os/structures';
import { entities, migrations } from '../../../ormconfig';

/** Every room of the server, and what holds for all routes. */
@Module({})
export class AppModule {
  static forRoot(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigurationModule.forRoot(environment),
        DatabaseModule.forRoot({ entities, migrations }),
        JobsModule.forRoot({
          inject: DATABASE_HANDLE,
          url: (handle: DatabaseHandle) => handle.url,
        }),
        AuthModule,
        IdempotencyModule.forRoot({
          inject: SigningKeys,
          key: (keys: SigningKeys) => keys.deriveKey('idempotency'),
        }),
        StructuresModule,
        SimulationsModule,
        MlModule,
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: createValidationPipe },
      ],
    };
  }
}
