import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Roles, type Caller } from '@nano-os/common';
import { Comparator } from '../comparison/comparator';
import { BatchComparisonRequest, PropertyComparisonRequest } from './dto/comparison-request.dto';
import { BatchComparisonResponse, PropertyComparisonResponse } from './dto/comparison-response.dto';

@ApiTags('ml')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller('api/v1/ml/compare')
export class ComparisonsController {
  constructor(@Inject(Comparator) private readonly comparator: Comparator) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'comparePrediction',
    summary: 'Compare a prediction with a simulation',
    description: 'Both must be of the same structure.',
  })
  @ApiOkResponse({ type: PropertyComparisonResponse })
  @ApiProblems(400, 401, 403, 404, 413, 415, 422)
  async compare(
    @CurrentUser() caller: Caller,
    @Body() body: PropertyComparisonRequest,
  ): Promise<PropertyComparisonResponse> {
    return this.comparator.compare(caller, body);
  }

  @Post('batch')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'comparePredictionsBatch',
    summary: 'Compare up to 100 predictions with simulations',
    description: 'A pair that cannot be compared has an `error`; the others are answered.',
  })
  @ApiOkResponse({ type: BatchComparisonResponse })
  @ApiProblems(400, 401, 403, 413, 415)
  async compareBatch(
    @CurrentUser() caller: Caller,
    @Body() body: BatchComparisonRequest,
  ): Promise<BatchComparisonResponse> {
    return this.comparator.compareMany(caller, body.pairs);
  }
}
