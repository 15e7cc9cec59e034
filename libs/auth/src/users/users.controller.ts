import { Body, Controller, Get, Inject, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Roles, UuidParam, type Caller } from '@nano-os/common';
import { Administrators } from './administrators';
import {
  ManagedUserDto,
  toManagedUser,
  UpdateUserRequest,
  UsersPage,
  UsersQuery,
} from './users.dto';
import { UsersService } from './users.service';

const ID_PARAM = { name: 'id', format: 'uuid', example: '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11' };

@ApiTags('users')
@ApiBearerAuth()
@Controller('api/v1/users')
@Roles('admin')
export class UsersController {
  constructor(
    @Inject(UsersService) private readonly users: UsersService,
    @Inject(Administrators) private readonly administrators: Administrators,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listUsers', summary: 'List users, oldest first' })
  @ApiOkResponse({ type: UsersPage })
  @ApiProblems(400, 401, 403)
  async list(@Query() { q, limit, offset }: UsersQuery): Promise<UsersPage> {
    const { rows, total } = await this.users.search({ text: q, limit, offset });
    return { items: rows.map(toManagedUser), total, limit, offset };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getUser', summary: 'Read a user' })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: ManagedUserDto })
  @ApiProblems(400, 401, 403, 404)
  async get(@Param('id', UuidParam) id: string): Promise<ManagedUserDto> {
    return toManagedUser(await this.users.get(id));
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'updateUser',
    summary: 'Promote, demote, disable or enable a user',
    description: 'Holds from the next request on. Nobody takes his own administration away.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: ManagedUserDto })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415)
  async update(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body() body: UpdateUserRequest,
  ): Promise<ManagedUserDto> {
    await this.administrators.update(caller, id, body);
    return toManagedUser(await this.users.get(id));
  }
}
