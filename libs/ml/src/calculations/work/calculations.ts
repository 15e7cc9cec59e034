import type { CalculationKind } from '../records/calculation-job';
import type { Calculation, CalculationOrder, CalculationOutcome } from './calculation';

/** Every kind of calculation that can be carried out. */
export class Calculations {
  constructor(private readonly byKind: Readonly<Record<CalculationKind, Calculation>>) {}

  carryOut(kind: CalculationKind, order: CalculationOrder): Promise<CalculationOutcome> {
    return this.byKind[kind](order);
  }
}
