import { Inject, Injectable } from '@nestjs/common';
import { CrystalError, Lattice, Structure } from '@nano-os/crystal';
import { CannotPredict, type Potential } from '@nano-os/models';
import type { CalculationKind } from '../records/calculation-job';
import { CalculationRefused, type CalculationOrder, type CalculationOutcome } from './calculation';
import { elastic, type ElasticParameters } from './elastic';
import { equationOfState, type EosParameters } from './equation-of-state';
import type { SharedParameters } from './parameters';
import { PoolPotential } from './pool-potential';
import { Potentials } from './potentials';
import { relax, type RelaxationParameters } from './relax';

/** Carries out every kind of calculation, with the installed potentials. */
@Injectable()
export class Calculations {
  constructor(@Inject(Potentials) private readonly potentials: Potentials) {}

  /**
   * @throws {CalculationRefused} when it is impossible for this crystal; the signal's reason when
   *   that is aborted; anything else is the fault of the machinery, after which it may be tried again
   */
  async carryOut(kind: CalculationKind, order: CalculationOrder): Promise<CalculationOutcome> {
    const { potential: name } = order.parameters as unknown as SharedParameters;
    try {
      return await this.start(kind, order, new PoolPotential(name, this.potentials));
    } catch (error) {
      if (error instanceof CannotPredict || error instanceof CrystalError) {
        throw new CalculationRefused(error.code, error.message);
      }
      throw error;
    }
  }

  private async start(
    kind: CalculationKind,
    order: CalculationOrder,
    potential: Potential,
  ): Promise<CalculationOutcome> {
    const { lattice, species, fracCoords } = order.crystal;
    if (!lattice || !fracCoords) {
      throw new CalculationRefused('molecule', 'A molecule has no cell to calculate with.');
    }
    const crystal = new Structure(Lattice.fromRows(lattice), species, fracCoords);
    // Parameters are checked by the schema of the request before they are written down.
    const parameters: unknown = order.parameters;
    switch (kind) {
      case 'relaxation':
        return relax(order, parameters as RelaxationParameters, potential, crystal);
      case 'elastic':
        return elastic(order, parameters as ElasticParameters, potential, crystal);
      case 'eos':
        return equationOfState(order, parameters as EosParameters, potential, crystal);
    }
  }
}
