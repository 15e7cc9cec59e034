import { badCheckpoint } from '../bad-checkpoint';
import { Helper, type Part, type TorchValue } from './values';

/** The published ones are four deep. */
const DEEPEST = 64;
/** Values when everything that is referred to twice is counted twice. */
const MOST_VALUES = 1_000_000;

interface Extent {
  readonly size: number;
  readonly height: number;
}

const LEAF: Extent = { size: 1, height: 0 };

/**
 * Makes sure that whoever walks through a value comes to an end soon: no cycle, no endless depth, no
 * few lists that refer to each other a million times, and nothing but plain values.
 * @throws {ModelError} bad-checkpoint
 */
export function asPlainTree(root: Part): TorchValue {
  measure(root, 0, new Map());
  return root as TorchValue;
}

function measure(part: Part, depth: number, extents: Map<object, Extent>): Extent {
  if (part instanceof Helper) throw badCheckpoint('it holds a class or a storage as a value');
  if (typeof part !== 'object' || part === null) return LEAF;
  const known = extents.get(part);
  // A cycle is never known, and found by its depth.
  if (depth + (known?.height ?? 0) > DEEPEST) throw badCheckpoint('it is nested too deeply');
  if (known !== undefined) return known;
  let { size, height } = LEAF;
  for (const child of childrenOf(part)) {
    const extent = measure(child, depth + 1, extents);
    size += extent.size;
    height = Math.max(height, extent.height + 1);
    if (size > MOST_VALUES) throw badCheckpoint('it holds too many values');
  }
  extents.set(part, { size, height });
  return { size, height };
}

function childrenOf(part: Exclude<Part & object, Helper>): Iterable<Part> {
  if (Array.isArray(part)) return part;
  if (part instanceof Map) return part.values();
  if ('kind' in part && part.kind === 'object') return [...part.args, part.state];
  return [];
}
