import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException, type Caller } from '@nano-os/common';
import { StructuresService } from '@nano-os/structures';
import type { SimulationDraft, SimulationRecord } from './records/simulation-record';
import {
  SimulationsRepository,
  type SimulationPage,
  type SimulationSearch,
} from './records/simulations.repository';
import { foreignUnit } from './summary/contract-units';

/** A simulation as its sender describes it. */
export type NewSimulation = Omit<SimulationDraft, 'ownerId'>;

/** Stores results of simulations and finds them again. Who sees a structure sees its simulations. */
@Injectable()
export class SimulationsService {
  constructor(
    @Inject(SimulationsRepository) private readonly repository: SimulationsRepository,
    @Inject(StructuresService) private readonly structures: StructuresService,
  ) {}

  /** @throws {ProblemException} not-found for the structure; unprocessable for a foreign unit */
  async create(caller: Caller, simulation: NewSimulation): Promise<SimulationRecord> {
    await this.structures.getVisible(caller, simulation.structureId);
    const fault = foreignUnit(simulation.units ?? {});
    if (fault !== undefined) throw new ProblemException('unprocessable', fault);
    const record = await this.repository.insert({ ...simulation, ownerId: caller.id });
    if (!record) throw notFound('structure', simulation.structureId);
    return record;
  }

  /**
   * @param id UUID in lower case
   * @throws {ProblemException} not-found, also for what exists and the caller may not see
   */
  async getVisible(caller: Caller, id: string): Promise<SimulationRecord> {
    const record = await this.repository.findById(id);
    if (!record) throw notFound('simulation', id);
    const visible = await this.structures.getManyVisible(caller, [record.structureId]);
    if (!visible.has(record.structureId)) throw notFound('simulation', id);
    return record;
  }

  async search(caller: Caller, search: SimulationSearch): Promise<SimulationPage> {
    return this.repository.search(caller, search);
  }

  /**
   * The value of a property by structure, of the newest simulation that has it; structures that the
   * caller may not see have none.
   */
  latestValues(
    caller: Caller,
    structureIds: readonly string[],
    property: string,
  ): Promise<Map<string, number>> {
    return this.repository.latestValues(caller, structureIds, property);
  }

  /** @throws {ProblemException} not-found; forbidden for another's */
  async remove(caller: Caller, id: string): Promise<void> {
    const { ownerId } = await this.getVisible(caller, id);
    if (ownerId !== caller.id && caller.role !== 'admin') {
      throw new ProblemException('forbidden', 'Only who added it may delete a simulation.');
    }
    if (!(await this.repository.delete(id))) throw notFound('simulation', id);
  }
}
