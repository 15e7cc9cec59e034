import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ConfigurationError, ENVIRONMENT, type Environment } from '@nano-os/common';
import { Passwords } from '../passwords/passwords';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../sessions/auth.dto';
import { randomSecret } from '../tokens/secrets';
import { Administrators } from './administrators';
import { isConfigurableEmail, normaliseEmail } from './email';
import { UsersRepository } from './users.repository';

/** Below this a password of the configuration is refused; below what users need it is warned of. */
const LEAST_CONFIGURED_LENGTH = 8;

/** Where the generated password is shown: to the person at the terminal, and in no log. */
export const TERMINAL = Symbol('TERMINAL');
export type Terminal = (text: string) => void;

/** Makes the first administrator at the first start; later starts change nothing. */
@Injectable()
export class FirstAdministrator implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstAdministrator.name);

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(Administrators) private readonly administrators: Administrators,
    @Inject(UsersRepository) private readonly users: UsersRepository,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(TERMINAL) private readonly terminal: Terminal,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const email = normaliseEmail(this.environment.NANO_OS_ADMIN_EMAIL);
    const given = this.environment.NANO_OS_ADMIN_PASSWORD;
    const faults = faultsOf(email, given);
    if (faults.length > 0) throw new ConfigurationError(faults);
    const password = given ?? randomSecret().slice(0, 24);
    const made = await this.administrators.createFirst(email, async () => {
      if (await this.users.findCredentialsByEmail(email)) {
        throw new ConfigurationError([
          `NANO_OS_ADMIN_EMAIL: ${email} belongs to a user who is no administrator; name another`,
        ]);
      }
      return this.passwords.hash(password);
    });
    if (!made) return;
    this.logger.log(`Created the administrator ${email}`);
    if (given === undefined) {
      this.terminal(`\nAdministrator: ${email}\nPassword:      ${password}\n(shown only now)\n\n`);
    } else if (given.length < MIN_PASSWORD_LENGTH) {
      this.logger.warn(
        `NANO_OS_ADMIN_PASSWORD has fewer than ${MIN_PASSWORD_LENGTH} characters; change it`,
      );
    }
  }
}

function faultsOf(email: string, password: string | undefined): string[] {
  const faults: string[] = [];
  if (!isConfigurableEmail(email))
    faults.push(`NANO_OS_ADMIN_EMAIL: "${email}" is no email address`);
  if (
    password !== undefined &&
    (password.length < LEAST_CONFIGURED_LENGTH || password.length > MAX_PASSWORD_LENGTH)
  ) {
    faults.push(
      `NANO_OS_ADMIN_PASSWORD: must have ${LEAST_CONFIGURED_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`,
    );
  }
  return faults;
}
