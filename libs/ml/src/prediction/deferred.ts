/** A promise that is settled from outside. Rejecting one that nobody awaits harms nothing. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  resolve!: (value: T) => void;
  reject!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Who awaits it hears of the rejection all the same.
    this.promise.catch(() => undefined);
  }
}
