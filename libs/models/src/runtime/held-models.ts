import type { CompiledModel } from './messages';

interface Held {
  compiled: Promise<CompiledModel>;
  /** Who has compiled it and not released it yet. */
  holders: number;
  /** Requests under way. */
  requests: number;
}

/**
 * Which models are in use, so that the threads give up a session when nobody needs it any more,
 * and no sooner.
 */
export class HeldModels {
  private readonly held = new Map<string, Held>();

  /** @param onUnused called with the key of a model that nobody holds or asks any more */
  constructor(private readonly onUnused: (key: string) => void) {}

  /** Whoever comes second shares what the first one makes. */
  async hold(key: string, make: () => Promise<CompiledModel>): Promise<CompiledModel> {
    const known = this.held.get(key) ?? { compiled: make(), holders: 0, requests: 0 };
    this.held.set(key, known);
    known.holders += 1;
    try {
      return await known.compiled;
    } catch (error) {
      // Unless someone has begun anew since.
      if (this.held.get(key) === known) this.held.delete(key);
      throw error;
    }
  }

  release({ key }: CompiledModel): void {
    const known = this.held.get(key);
    if (!known || known.holders === 0) return;
    known.holders -= 1;
    this.sweep(key, known);
  }

  /** Keeps models while `work` is under way, even those that were released before it began. */
  async during<T>(models: readonly CompiledModel[], work: () => Promise<T>): Promise<T> {
    const used = models.map((model) => {
      const compiled = Promise.resolve(model);
      const known = this.held.get(model.key) ?? { compiled, holders: 0, requests: 0 };
      this.held.set(model.key, known);
      known.requests += 1;
      return [model.key, known] as const;
    });
    try {
      return await work();
    } finally {
      for (const [key, known] of used) {
        known.requests -= 1;
        this.sweep(key, known);
      }
    }
  }

  private sweep(key: string, { holders, requests }: Held): void {
    if (holders > 0 || requests > 0) return;
    this.held.delete(key);
    this.onUnused(key);
  }
}
