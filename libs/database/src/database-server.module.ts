import { Logger, Module } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { DATABASE_HANDLE, resolveDatabase } from './resolve-database';

/** Where the database is; the embedded server is started for it when no other is configured. */
@Module({
  providers: [
    {
      provide: DATABASE_HANDLE,
      inject: [ENVIRONMENT],
      useFactory: (environment: Environment) => {
        const logger = new Logger('Database');
        return resolveDatabase(environment, (message) => {
          logger.log(message);
        });
      },
    },
  ],
  exports: [DATABASE_HANDLE],
})
export class DatabaseServerModule {}
