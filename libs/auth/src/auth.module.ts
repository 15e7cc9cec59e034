import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { ENVIRONMENT, serverOf, type Environment } from '@nano-os/common';
import { ApiKeysController } from './api-keys/api-keys.controller';
import { ApiKeysRepository } from './api-keys/api-keys.repository';
import { ApiKeysService } from './api-keys/api-keys.service';
import { Callers } from './callers/callers';
import { KeyStates } from './callers/key-states';
import { UserStates } from './callers/user-states';
import { AccessGuard } from './guards/access.guard';
import { AuthenticationGuard } from './guards/authentication.guard';
import { guardLargeBodies } from './guards/large-bodies';
import { RateLimitGuard } from './guards/rate-limit.guard';
import { SigningKeys } from './keys/signing-keys';
import { Passwords } from './passwords/passwords';
import { AuthController } from './sessions/auth.controller';
import { Sessions } from './sessions/sessions';
import { AccessTokens } from './tokens/access-tokens';
import { RefreshTokensRepository } from './tokens/refresh-tokens.repository';
import { Administrators } from './users/administrators';
import { FirstAdministrator, TERMINAL, type Terminal } from './users/first-administrator';
import { UsersController } from './users/users.controller';
import { UsersRepository } from './users/users.repository';
import { UsersService } from './users/users.service';

const terminal: Terminal = (text) => {
  process.stdout.write(text);
};

/**
 * Who may do what. Importing it guards every route of the application: the caller is found out,
 * then counted against his limit, then let through if the route names his role. The limit stands
 * second so that it counts users and not the addresses they share, and before the refusal so that
 * it counts wrong credentials too.
 */
@Global()
@Module({
  imports: [JwtModule.register({})],
  controllers: [AuthController, ApiKeysController, UsersController],
  providers: [
    {
      provide: SigningKeys,
      inject: [ENVIRONMENT],
      useFactory: (environment: Environment) => SigningKeys.load(environment),
    },
    { provide: TERMINAL, useValue: terminal },
    AccessTokens,
    Administrators,
    ApiKeysRepository,
    ApiKeysService,
    Callers,
    FirstAdministrator,
    KeyStates,
    Passwords,
    RefreshTokensRepository,
    Sessions,
    UserStates,
    UsersRepository,
    UsersService,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SigningKeys, UsersService],
})
export class AuthModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(Callers) private readonly callers: Callers,
  ) {}

  onModuleInit(): void {
    const server = serverOf(this.host);
    if (server) guardLargeBodies(server, this.callers);
  }
}
