import { Inject, Injectable } from '@nestjs/common';
import { notFound, ProblemException, type Caller, type Role } from '@nano-os/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { UserStates } from '../callers/user-states';
import { RefreshToken } from '../entities/refresh-token.entity';
import { User } from '../entities/user.entity';

/** Serialises what could leave nobody in charge; any constant that no other lock uses. */
const ADMINISTRATORS_LOCK = 0x61646d69;

export interface UserChange {
  role?: Role;
  disabled?: boolean;
}

/** Changes of roles and standing. They are rare, so a lock keeps them one after the other. */
@Injectable()
export class Administrators {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(UserStates) private readonly states: UserStates,
  ) {}

  /**
   * Changes another's role or standing, or one's own where that takes nothing away.
   * @throws {ProblemException} not-found; conflict where nobody would be left in charge
   */
  async update(caller: Caller, id: string, change: UserChange): Promise<void> {
    await this.locked(async (manager) => {
      const user = await manager.findOneBy(User, { id });
      if (!user) throw notFound('user', id);
      const role = change.role ?? user.role;
      const disabled = change.disabled ?? user.disabledAt !== null;
      const wasInCharge = user.role === 'admin' && user.disabledAt === null;
      if (wasInCharge && (role !== 'admin' || disabled)) {
        await assertDispensable(manager, caller, id);
      }
      const disables = disabled && user.disabledAt === null;
      if (disables) await manager.delete(RefreshToken, { userId: id });
      await manager.update(User, id, {
        role,
        disabledAt: disabled ? (user.disabledAt ?? new Date()) : null,
        // Sessions from before must not come back to life when the user is enabled again.
        tokenVersion: user.tokenVersion + (disables ? 1 : 0),
      });
    });
    this.states.forget(id);
  }

  /** Makes an administrator where there is none. False where there is one already. */
  async createFirst(email: string, hash: () => Promise<string>): Promise<boolean> {
    if ((await countInCharge(this.dataSource.manager)) > 0) return false;
    return this.locked(async (manager) => {
      if ((await countInCharge(manager)) > 0) return false;
      const passwordHash = await hash();
      await manager.insert(User, { email, name: 'Administrator', passwordHash, role: 'admin' });
      return true;
    });
  }

  private locked<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK]);
      return work(manager);
    });
  }
}

function countInCharge(manager: EntityManager): Promise<number> {
  return manager.countBy(User, { role: 'admin', disabledAt: IsNull() });
}

async function assertDispensable(
  manager: EntityManager,
  caller: Caller,
  id: string,
): Promise<void> {
  if (caller.id === id) {
    throw new ProblemException('conflict', 'Ask another administrator to take your role away.');
  }
  if ((await countInCharge(manager)) <= 1) {
    throw new ProblemException('conflict', 'This is the last administrator who is not disabled.');
  }
}
