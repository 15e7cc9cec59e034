import { badCheckpoint } from '../bad-checkpoint';
import type { PickleHost } from '../pickle/host';
import type { Part } from '../pickle/values';
import { Callable, InertClass, inertObject, lookUp } from './allowed';
import { NumpyDtype } from './numpy';
import { StorageType } from './storage';
import type { TensorTable } from './tensor-table';

/** How a pickle of PyTorch is understood: against a list of names, its tensors gathered in a table. */
export class TorchHost implements PickleHost {
  private readonly made = new Set<Part>();

  /** @param idLength what a storage is named by: five parts, or in the older files a sixth that is None */
  constructor(
    private readonly table: TensorTable,
    private readonly idLength: 5 | 6,
  ) {}

  global(module: string, name: string): Part {
    return lookUp(module, name);
  }

  reduce(callee: Part, args: readonly Part[]): Part {
    if (callee instanceof Callable) return callee.call(args, this.table);
    return this.create(callee, args);
  }

  create(type: Part, args: readonly Part[]): Part {
    if (!(type instanceof InertClass))
      throw badCheckpoint('its pickle calls what cannot be called');
    const object = inertObject(type.className, args);
    this.made.add(object);
    return object;
  }

  build(target: Part, state: Part): void {
    // State dictionaries have attributes beside their items, which say nothing of the weights.
    if (target instanceof Map && state instanceof Map) return;
    if (target instanceof NumpyDtype) {
      target.build(state);
    } else if (this.made.delete(target)) {
      Object.assign(target as object, { state });
    } else {
      throw badCheckpoint('its pickle gives a state to something that has none');
    }
  }

  persistent(id: Part): Part {
    const parts: readonly Part[] = Array.isArray(id) ? id : [];
    const [tag, type, key, location, count, view = null] = parts;
    const isStorage = parts.length === this.idLength && tag === 'storage' && view === null;
    const isNamed = typeof key === 'string' && /^\d{1,20}$/.test(key);
    const isCounted = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0;
    if (!isStorage || !isNamed || !isCounted || typeof location !== 'string') {
      throw badCheckpoint('it names a storage in an unknown way');
    }
    if (!(type instanceof StorageType)) throw badCheckpoint(`the storage ${key} has no known type`);
    return this.table.storage(key, type.dtype, count);
  }
}
