import type { Structure } from '@nano-os/crystal';
import { CannotPredict, type Potential, type PotentialAnswer } from '@nano-os/models';
import { CalculationRefused } from './calculation';
import type { Potentials } from './potentials';

/** An installed potential as calculators ask it, run in the threads that also serve predictions. */
export class PoolPotential implements Potential {
  constructor(
    readonly name: string,
    private readonly potentials: Pick<Potentials, 'evaluate'>,
  ) {}

  async calculate(
    structures: readonly Structure[],
  ): Promise<readonly (PotentialAnswer | CannotPredict)[]> {
    return Promise.all(structures.map((structure) => this.calculateOne(structure)));
  }

  private async calculateOne({
    lattice,
    species,
    fracCoords,
  }: Structure): Promise<PotentialAnswer | CannotPredict> {
    const crystal = { lattice: lattice.rows, species, fracCoords };
    try {
      const { energy, forces, stresses } = await this.potentials.evaluate(this.name, crystal);
      return { energy, forces, stress: stresses };
    } catch (error) {
      if (error instanceof CalculationRefused) return new CannotPredict(error.code, error.message);
      throw error;
    }
  }
}
