export { Calculator, type Outcome, type RunOptions } from './calculator';
export { kineticEnergy, thermalVelocities } from './dynamics/velocities';
export { velocityVerlet, type Motion } from './dynamics/velocity-verlet';
export type { ElasticCheckpoint, ElasticProgress, ElasticResult } from './elasticity/elastic';
export { ElasticCalculator } from './elasticity/elastic-calculator';
export { DEFAULT_ELASTIC, strainsUpTo, type ElasticOptions } from './elasticity/elastic-options';
export { moduliOf, stabilityOf, type Moduli, type Stability } from './elasticity/moduli';
export { fitBirchMurnaghan, type EquationOfState } from './equation-of-state/birch-murnaghan';
export {
  DEFAULT_EQUATION_OF_STATE,
  EquationOfStateCalculator,
  type EquationOfStateCheckpoint,
  type EquationOfStateOptions,
  type EquationOfStateProgress,
  type EquationOfStateResult,
  type VolumePoint,
} from './equation-of-state/equation-of-state-calculator';
export { NetworkPotential } from './network-potential';
export { plainCrystal, structureOf } from './plain-crystal';
export { calculateOne, type Potential, type PotentialAnswer } from './potential';
export type { CellFreedom } from './relaxation/coordinates';
export { DEFAULT_RELAXATION, type RelaxationOptions } from './relaxation/options';
export type {
  RelaxationCheckpoint,
  RelaxationFrame,
  RelaxationOutcome,
  RelaxationProgress,
  RelaxationResult,
} from './relaxation/relaxation';
export { RelaxationCalculator } from './relaxation/relaxation-calculator';
