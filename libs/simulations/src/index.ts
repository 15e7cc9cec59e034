import { Simulation } from './entities/simulation.entity';

/** Entities of this room, for the data source. */
export const simulationEntities = [Simulation];

export type { SimulationRecord } from './records/simulation-record';
export { SimulationsModule } from './simulations.module';
export { SimulationsService } from './simulations.service';
