/** A graph that makes no sense, or feeds that do not fit one; the message names operation and shapes. */
export class TensorError extends Error {
  override readonly name = 'TensorError';
}
