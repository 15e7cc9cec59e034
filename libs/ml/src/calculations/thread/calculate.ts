import type { CalculationKind } from '../kinds';
import type { Calculation, CalculationOutcome } from './calculation';
import { elastic, type ElasticParameters } from './elastic';
import { equationOfState, type EosParameters } from './equation-of-state';
import { relax, type RelaxationParameters } from './relax';

/** @param parameters of the kind, as the schema of its request has them */
export function calculate(
  kind: CalculationKind,
  parameters: unknown,
  calculation: Calculation,
): Promise<CalculationOutcome> {
  switch (kind) {
    case 'relaxation':
      return relax(calculation, parameters as RelaxationParameters);
    case 'elastic':
      return elastic(calculation, parameters as ElasticParameters);
    case 'eos':
      return equationOfState(calculation, parameters as EosParameters);
  }
}
