/** The rest of a file. */
export interface RemoteFile {
  /** Where the body begins: at the byte asked for, or at 0 where the other side has no ranges. */
  readonly from: number;
  /** Of the whole file; null where the other side does not say. */
  readonly bytes: number | null;
  /** @throws {RemoteFault} */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of what is left of it. */
  close(): Promise<void>;
}

/** Where files are fetched from. */
export interface Remote {
  /**
   * @param from the first byte that is wanted
   * @throws {RemoteFault}
   */
  open(address: string, from: number): Promise<RemoteFile>;
}

/** Why a file could not be fetched. */
export class RemoteFault extends Error {
  override readonly name = 'RemoteFault';

  /**
   * @param passing whether it may well go when tried again
   * @param waitMs how long the other side asks to be left alone
   */
  constructor(
    message: string,
    readonly passing: boolean,
    readonly waitMs = 0,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
