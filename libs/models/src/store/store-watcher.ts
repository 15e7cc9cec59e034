import type { ModelStore } from './model-store';

/** Names of models, sorted. */
export interface StoreChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export interface StoreWatcherOptions {
  /** Milliseconds from the end of a look to the next; 1000 unless given. */
  readonly everyMs?: number;
  /** Told of a look that failed; the next one is made all the same. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Tells when models come, change or go. It looks at the files every now and then, since the
 * notifications of file systems get lost on network disks and in containers.
 */
export class StoreWatcher {
  private known: ReadonlyMap<string, string> = new Map();
  private looking: Promise<boolean> = Promise.resolve(false);
  private timer: NodeJS.Timeout | null = null;
  private running = false;

  constructor(
    private readonly store: Pick<ModelStore, 'signatures'>,
    private readonly onChange: (change: StoreChange) => void | Promise<void>,
    private readonly options: StoreWatcherOptions = {},
  ) {}

  /**
   * Looks once and resolves when `onChange` has dealt with what was found; true when that was
   * anything. The first look finds every model added. Looks wait for each other. When one fails, so
   * that its change is not dealt with, the next look finds that change again.
   */
  check(): Promise<boolean> {
    const look = this.looking.then(
      () => this.look(),
      () => this.look(),
    );
    this.looking = look;
    return look;
  }

  /** Looks again and again; does not keep the process alive. */
  start(): void {
    this.running = true;
    this.schedule();
  }

  /** Ends the looks; none is under way when it resolves. */
  async stop(): Promise<void> {
    this.running = false;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.looking.catch(() => false);
  }

  private schedule(): void {
    if (!this.running || this.timer) return;
    this.timer = setTimeout(() => {
      void this.tick();
    }, this.options.everyMs ?? 1000).unref();
  }

  private async tick(): Promise<void> {
    try {
      await this.check();
    } catch (error) {
      this.options.onError?.(error);
    }
    this.timer = null;
    this.schedule();
  }

  private async look(): Promise<boolean> {
    const found = await this.store.signatures();
    const change = changeOf(this.known, found);
    if (!change) return false;
    await this.onChange(change);
    this.known = found;
    return true;
  }
}

function changeOf(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): StoreChange | null {
  const added = [...now.keys()].filter((name) => !before.has(name));
  const removed = [...before.keys()].filter((name) => !now.has(name));
  const changed = [...now].flatMap(([name, signature]) =>
    before.has(name) && before.get(name) !== signature ? [name] : [],
  );
  const isNothing = added.length + changed.length + removed.length === 0;
  return isNothing ? null : { added, changed, removed };
}
