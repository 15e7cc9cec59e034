import { Global, Module, type DynamicModule } from '@nestjs/common';
import { loadEnvironment, type Environment } from './environment';

/** Token under which the validated environment is injected: `@Inject(ENVIRONMENT)`. */
export const ENVIRONMENT = Symbol('ENVIRONMENT');

@Global()
@Module({})
export class ConfigurationModule {
  static forRoot(environment: Environment = loadEnvironment()): DynamicModule {
    return {
      module: ConfigurationModule,
      providers: [{ provide: ENVIRONMENT, useValue: environment }],
      exports: [ENVIRONMENT],
    };
  }
}
