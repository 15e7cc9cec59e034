import {
  DEFAULT_ELASTIC,
  DEFAULT_EQUATION_OF_STATE,
  DEFAULT_RELAXATION,
  type RelaxationOptions,
} from '@nano-os/models';
import { ElasticRequest, EosRequest, RelaxationRequest } from './calculation-request.dto';

const relaxationDefaults = (of: Partial<RelaxationOptions>): Record<string, unknown> => {
  const { maxForce, maxStress, maxSteps, optimizer } = { ...DEFAULT_RELAXATION, ...of };
  return {
    max_force: maxForce,
    max_stress: maxStress,
    max_steps: maxSteps,
    optimiser: optimizer,
  };
};

describe('what a request leaves out', () => {
  it('is for a relaxation as in the library and on the command line', () => {
    expect(new RelaxationRequest()).toMatchObject({
      ...relaxationDefaults({}),
      relax_cell: DEFAULT_RELAXATION.cell === 'free',
      keep_symmetry: DEFAULT_RELAXATION.keepSymmetry,
    });
  });

  it('is for an elastic tensor as in the library and on the command line', () => {
    const { max_strain: most, ...request } = new ElasticRequest();
    expect(request).toMatchObject({
      ...relaxationDefaults(DEFAULT_ELASTIC.relaxation),
      relax_first: DEFAULT_ELASTIC.relaxFirst,
      relax_strained: DEFAULT_ELASTIC.relaxStrained,
    });
    expect([-most, -most / 2, most / 2, most]).toEqual(DEFAULT_ELASTIC.strains);
  });

  it('is for an equation of state as in the library and on the command line', () => {
    expect(new EosRequest()).toMatchObject({
      ...relaxationDefaults(DEFAULT_EQUATION_OF_STATE.relaxation),
      relax_first: DEFAULT_EQUATION_OF_STATE.relaxFirst,
      max_strain: DEFAULT_EQUATION_OF_STATE.strain,
      points: DEFAULT_EQUATION_OF_STATE.points,
    });
  });
});
