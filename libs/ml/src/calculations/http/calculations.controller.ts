import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiOperation,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Idempotent, Roles, type Caller } from '@nano-os/common';
import type { FastifyReply } from 'fastify';
import { JobDto, toJobDto } from '../../jobs/http/dto/job.dto';
import { JOBS_PATH } from '../../jobs/http/paths';
import { CalculationsService } from '../calculations.service';
import type { CalculationKind } from '../kinds';
import {
  ElasticRequest,
  EosRequest,
  RelaxationRequest,
  type CalculationRequest,
} from './dto/calculation-request.dto';

const ACCEPTED = {
  type: JobDto,
  description: 'It waits; `Location` says where it can be asked for.',
};
const PROBLEMS = [400, 401, 403, 404, 409, 413, 415, 422, 429] as const;

/** Calculations with a potential, which outlast a request: each is a job. */
@ApiTags('calculations')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller('api/v1/ml')
export class CalculationsController {
  constructor(@Inject(CalculationsService) private readonly calculations: CalculationsService) {}

  @Post('relaxations')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({
    operationId: 'relaxStructure',
    summary: 'Relax a crystal',
    description:
      'Moves atoms and cell until forces and stress are as small as asked. The job has the relaxed ' +
      'structure in its result, which can be stored, and a trajectory. A relaxation that does not ' +
      'converge, or whose crystal flies apart, is completed and says so in `result.outcome` ' +
      '(`converged`, `not-converged`, `flew-apart`) and `result.message`. Beside them: `steps`, ' +
      '`energy` (eV for the cell), `volume` (Å³), `max_force` and `forces` (eV/Å), `max_stress` and ' +
      '`stress` (GPa, negative under compression), `structure` (`lattice` by rows in Å, `species`, ' +
      '`frac_coords`).',
  })
  @ApiAcceptedResponse(ACCEPTED)
  @ApiProblems(...PROBLEMS)
  relax(
    @CurrentUser() caller: Caller,
    @Body() request: RelaxationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobDto> {
    return this.submit(caller, 'relaxation', request, reply);
  }

  @Post('elastic')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({
    operationId: 'calculateElasticTensor',
    summary: 'Calculate the elastic tensor of a crystal',
    description:
      'Fits the stress of strained cells, whose atoms are relaxed: the tensor in the notation of ' +
      'Voigt, the moduli of Voigt, Reuss and Hill, and whether the crystal is stable. In the ' +
      'result, GPa where nothing else is said: `elastic_tensor` (xx, yy, zz, yz, xz, xy), ' +
      '`eigenvalues`, `bulk_modulus` and `shear_modulus` (`voigt`, `reuss`, `hill`), ' +
      '`young_modulus`, `poisson_ratio` and `universal_anisotropy` (numbers), `is_stable`, ' +
      '`asymmetry` of the tensor as it was fitted, `residual_stress` (before straining), `not_converged` (strained cells ' +
      'whose atoms did not come to rest), `structure` (the crystal that was strained).',
  })
  @ApiAcceptedResponse(ACCEPTED)
  @ApiProblems(...PROBLEMS)
  elastic(
    @CurrentUser() caller: Caller,
    @Body() request: ElasticRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobDto> {
    return this.submit(caller, 'elastic', request, reply);
  }

  @Post('eos')
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({
    operationId: 'calculateEquationOfState',
    summary: 'Calculate the equation of state of a crystal',
    description:
      'Fits the equation of Birch and Murnaghan to the energy at several volumes: equilibrium ' +
      'volume and energy, bulk modulus, and its derivative by pressure. In the result: `volume` ' +
      '(Å³), `energy` (eV), `bulk_modulus` (GPa) and `bulk_modulus_derivative` at rest, `residual` ' +
      '(eV, root mean square), `points` (each `volume`, `energy` and `is_converged`), `structure` ' +
      '(the crystal in the middle).',
  })
  @ApiAcceptedResponse(ACCEPTED)
  @ApiProblems(...PROBLEMS)
  eos(
    @CurrentUser() caller: Caller,
    @Body() request: EosRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobDto> {
    return this.submit(caller, 'eos', request, reply);
  }

  private async submit(
    caller: Caller,
    kind: CalculationKind,
    { structure_id, ...parameters }: CalculationRequest,
    reply: FastifyReply,
  ): Promise<JobDto> {
    const job = await this.calculations.submit(caller, kind, structure_id, parameters);
    void reply.header('location', `/${JOBS_PATH}/${job.id}`);
    return toJobDto({ ...job, result: null });
  }
}
