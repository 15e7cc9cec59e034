/** A model that cannot be read, checked, installed or run; the message says what is wrong and what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError';

  /** @param code stable and in kebab case, such as `bad-checkpoint` */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Why a network cannot answer for one crystal; the message is told to who asked. */
export class CannotPredict extends Error {
  override readonly name = 'CannotPredict';

  /** @param code `unknown-element`, `isolated-atom`, `too-few-neighbours`, `molecule`, `too-many-atoms`, … */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
