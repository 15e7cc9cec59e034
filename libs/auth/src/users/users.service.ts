import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, notFound, ProblemException, type Environment } from '@nano-os/common';
import { Passwords } from '../passwords/passwords';
import { assertAcceptable } from '../passwords/acceptable';
import { normaliseEmail } from './email';
import { UsersRepository, type UserRow, type UserSearch } from './users.repository';

/** Users for the routes, and for other rooms. */
@Injectable()
export class UsersService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(UsersRepository) private readonly users: UsersRepository,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  /** @throws {ProblemException} forbidden while registration is closed; conflict */
  async register(address: string, password: string, name: string | null): Promise<UserRow> {
    if (!this.environment.REGISTRATION_OPEN) {
      throw new ProblemException('forbidden', 'Registration is closed; ask an administrator.');
    }
    const email = normaliseEmail(address);
    assertAcceptable('password', password, email);
    const user = await this.users.create(email, name, await this.passwords.hash(password));
    if (!user) throw new ProblemException('conflict', `There is an account for ${email} already.`);
    return user;
  }

  /** @throws {ProblemException} not-found */
  async get(id: string): Promise<UserRow> {
    const user = await this.users.findById(id);
    if (!user) throw notFound('user', id);
    return user;
  }

  search(search: UserSearch): Promise<{ rows: UserRow[]; total: number }> {
    return this.users.search(search);
  }
}
