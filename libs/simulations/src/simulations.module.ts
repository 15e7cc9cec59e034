import { Module } from '@nestjs/common';
import { StructuresModule } from '@nano-os/structures';
import { SimulationsController } from './http/simulations.controller';
import { SimulationsRepository } from './records/simulations.repository';
import { SimulationsService } from './simulations.service';

@Module({
  imports: [StructuresModule],
  controllers: [SimulationsController],
  providers: [SimulationsRepository, SimulationsService],
  exports: [SimulationsService],
})
export class SimulationsModule {}
