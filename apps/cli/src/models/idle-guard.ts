/** Aborts a connection that brings nothing for too long. */
export class IdleGuard {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;

  constructor(private readonly idleMs: number) {
    this.timer = this.set();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why the connection was lost, when it was by this guard. */
  get reason(): string | null {
    return this.signal.aborted ? `nothing came for ${this.idleMs / 1000} s` : null;
  }

  /** Something came. */
  heard(): void {
    clearTimeout(this.timer);
    this.timer = this.set();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private set(): NodeJS.Timeout {
    return setTimeout(() => {
      this.controller.abort();
    }, this.idleMs);
  }
}
