import { Module } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { StructuresController } from './http/structures.controller';
import { StructureReader } from './reading/structure-reader';
import { StructuresRepository } from './records/structures.repository';
import { StructuresService } from './structures.service';

@Module({
  controllers: [StructuresController],
  providers: [
    {
      provide: StructureReader,
      inject: [ENVIRONMENT],
      useFactory: (environment: Environment) =>
        new StructureReader({
          maxBytes: environment.MAX_STRUCTURE_BYTES,
          maxSites: environment.MAX_STRUCTURE_SITES,
        }),
    },
    StructuresRepository,
    StructuresService,
  ],
  exports: [StructuresService],
})
export class StructuresModule {}
