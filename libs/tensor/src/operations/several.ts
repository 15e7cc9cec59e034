import type { Operation } from '../graph/operation';
import type { Tensor } from '../graph/tensor';

/**
 * What is made of tensors and compared by identity, as an attribute: attributes are compared by
 * their JSON.
 */
export class Body {
  private static count = 0;
  private readonly id = Body.count++;

  constructor(readonly results: readonly Tensor[]) {}

  toJSON(): number {
    return this.id;
  }
}

const SEPARATOR = '\n';

/** The results of one node as the one name that an operation gives back. */
export const joinNames = (names: readonly string[]): string => names.join(SEPARATOR);

type PartAttributes = Readonly<{ index: number }>;

/** One of several results of an operation that gave back joined names. */
export const partToOnnx: Operation<PartAttributes>['toOnnx'] = (
  { attributes: { index } },
  [names = ''],
) => names.split(SEPARATOR)[index] ?? '';
