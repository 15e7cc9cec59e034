/** Why a file has no answer; the other files of a command have theirs all the same. */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
