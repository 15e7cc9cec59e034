import { Body, Controller, Get, Header, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Idempotent, Public, Roles, type Caller } from '@nano-os/common';
import { SignInGuard } from '../guards/sign-in.guard';
import { toUser, UserDto } from '../users/users.dto';
import { UsersService } from '../users/users.service';
import {
  ChangePasswordRequest,
  LoginRequest,
  RefreshRequest,
  RegisterRequest,
  TokensDto,
} from './auth.dto';
import { Sessions } from './sessions';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(UsersService) private readonly users: UsersService,
  ) {}

  @Post('register')
  @Public()
  @UseGuards(SignInGuard)
  @Idempotent()
  @ApiOperation({ operationId: 'register', summary: 'Make an account' })
  @ApiCreatedResponse({ type: UserDto })
  @ApiProblems(400, 403, 409, 413, 415)
  async register(@Body() body: RegisterRequest): Promise<UserDto> {
    const user = await this.users.register(body.email, body.password, body.name ?? null);
    return toUser(user);
  }

  @Post('login')
  @Public()
  @UseGuards(SignInGuard)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'login', summary: 'Sign in' })
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(400, 401, 413, 415)
  login(@Body() { email, password }: LoginRequest): Promise<TokensDto> {
    return this.sessions.signIn(email, password);
  }

  @Post('refresh')
  @Public()
  @UseGuards(SignInGuard)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'refresh',
    summary: 'Exchange a refresh token for the next pair of tokens',
  })
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(400, 401, 413, 415)
  refresh(@Body() body: RefreshRequest): Promise<TokensDto> {
    return this.sessions.refresh(body.refresh_token);
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'logout',
    summary: 'End a session',
    description:
      'All refresh tokens that followed from the same sign-in end. The access token runs out by ' +
      'itself within its short life. An unknown token is no error: its session is over.',
  })
  @ApiNoContentResponse({ description: 'The session is over.' })
  @ApiProblems(400, 413, 415)
  logout(@Body() body: RefreshRequest): Promise<void> {
    return this.sessions.signOut(body.refresh_token);
  }

  @Get('me')
  @Roles('admin', 'user')
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'me', summary: 'Who I am' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(401)
  async me(@CurrentUser() caller: Caller): Promise<UserDto> {
    return toUser(await this.users.get(caller.id));
  }

  @Post('change-password')
  @Roles('admin', 'user')
  @UseGuards(SignInGuard)
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'changePassword',
    summary: 'Change my password',
    description: 'Ends every session: all access and refresh tokens given out so far.',
  })
  @ApiNoContentResponse({ description: 'Changed; sign in again.' })
  @ApiProblems(400, 401, 403, 409, 413, 415)
  changePassword(
    @CurrentUser() caller: Caller,
    @Body() body: ChangePasswordRequest,
  ): Promise<void> {
    return this.sessions.changePassword(caller.id, body.current_password, body.new_password);
  }
}
