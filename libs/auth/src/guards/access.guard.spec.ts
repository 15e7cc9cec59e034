import { Controller, type ExecutionContext } from '@nestjs/common';
import { Public, Roles, type Caller } from '@nano-os/common';
import { AccessGuard } from './access.guard';

@Controller()
class Undeclared {
  bare(): string {
    return 'bare';
  }

  @Roles('user')
  forUsers(): string {
    return 'forUsers';
  }
}

@Controller()
@Public()
class Open {
  inherited(): string {
    return 'inherited';
  }

  @Roles('admin')
  narrowed(): string {
    return 'narrowed';
  }
}

type Target = [object: { prototype: object }, handler: string];

describe('AccessGuard', () => {
  const guard = new AccessGuard();

  function open([type, handler]: Target, user?: Caller): boolean | number {
    const request = { headers: {}, user };
    const context = {
      getClass: () => type,
      getHandler: () => (type.prototype as Record<string, unknown>)[handler],
      switchToHttp: () => ({ getRequest: () => request }),
    } as unknown as ExecutionContext;
    try {
      return guard.canActivate(context);
    } catch (error) {
      return (error as { getStatus(): number }).getStatus();
    }
  }

  const admin: Caller = { id: 'a', role: 'admin' };
  const user: Caller = { id: 'u', role: 'user' };

  it('refuses a route that declares nobody, to administrators too', () => {
    expect(open([Undeclared, 'bare'])).toBe(401);
    expect(open([Undeclared, 'bare'], user)).toBe(403);
    expect(open([Undeclared, 'bare'], admin)).toBe(403);
  });

  it('lets the roles through that a route names, and no others', () => {
    expect(open([Undeclared, 'forUsers'])).toBe(401);
    expect(open([Undeclared, 'forUsers'], user)).toBe(true);
    expect(open([Undeclared, 'forUsers'], admin)).toBe(403);
  });

  it('takes what the handler declares before what its class does', () => {
    expect(open([Open, 'inherited'])).toBe(true);
    expect(open([Open, 'narrowed'])).toBe(401);
    expect(open([Open, 'narrowed'], user)).toBe(403);
    expect(open([Open, 'narrowed'], admin)).toBe(true);
  });
});
