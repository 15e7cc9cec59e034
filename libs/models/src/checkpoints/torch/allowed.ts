import { badCheckpoint } from '../bad-checkpoint';
import {
  Helper,
  type InertObject,
  type Part,
  type TorchMap,
  type TorchValue,
} from '../pickle/values';
import { setPairs } from '../pickle/unpickle';
import { encodeLatin1, numpyDtype, numpyScalar } from './numpy';
import { STORAGE_TYPES, StorageType } from './storage';
import type { TensorTable } from './tensor-table';

type Call = (args: readonly Part[], table: TensorTable) => Part;

/** A function or class of the list below: what it comes to here when the pickle calls it. */
export class Callable extends Helper {
  constructor(readonly call: Call) {
    super();
  }
}

/** A class whose instances are kept as records of what was written of them. */
export class InertClass extends Helper {
  constructor(readonly className: string) {
    super();
  }
}

/** The only calls there are. The names are those that PyTorch, NumPy and Python write. */
const CALLABLES: Readonly<Record<string, Call>> = {
  'collections.OrderedDict': orderedDict,
  'torch.Size': ([sizes, ...rest]) => {
    if (!Array.isArray(sizes) || rest.length > 0) throw badCheckpoint('a size has no dimensions');
    return sizes;
  },
  'torch._utils._rebuild_tensor': (args, table) => rebuildTensor(args, 4, table),
  'torch._utils._rebuild_tensor_v2': (args, table) => rebuildTensor(args, 6, table),
  'torch._utils._rebuild_parameter': rebuildParameter,
  'numpy.dtype': numpyDtype,
  'numpy.core.multiarray.scalar': numpyScalar,
  'numpy._core.multiarray.scalar': numpyScalar,
  '_codecs.encode': encodeLatin1,
  '__builtin__.getattr': attributeOfClass,
  'builtins.getattr': attributeOfClass,
};

/** Classes that checkpoints of networks hold instances of beside the weights: models, schedulers, options. */
const INERT_CLASSES = ['argparse.Namespace', 'torch.device'];
const INERT_MODULES = /^(?:matgl|alignn|torch\.optim)(?:\.\w+)*$/;

/** Types of values that PyTorch knows, such as `torch.float32`: they are kept by name. */
const DTYPE = /^(?:float|double|half|bfloat|int|uint|long|short|bool)\d*$/;

/**
 * What a name in a pickle stands for.
 * @throws {ModelError} bad-checkpoint for every name that is not on the lists above
 */
export function lookUp(module: string, name: string): Part {
  const full = `${module}.${name}`;
  const storage = module === 'torch' ? own(STORAGE_TYPES, name) : undefined;
  if (storage !== undefined) return new StorageType(storage);
  const call = own(CALLABLES, full);
  if (call !== undefined) return new Callable(call);
  const isInert =
    INERT_CLASSES.includes(full) || (INERT_MODULES.test(module) && /^\w+$/.test(name));
  if (isInert) return new InertClass(full);
  if (module === 'torch' && DTYPE.test(name)) return inertObject(full, []);
  throw badCheckpoint(`its pickle asks for ${full}, which is not on the list of what is read`);
}

export function inertObject(className: string, args: readonly Part[]): InertObject {
  return { kind: 'object', className, args: args as readonly TorchValue[], state: null };
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Python 2 and old PyTorch write the items as pairs. */
function orderedDict(args: readonly Part[]): Part {
  const [pairs = [], ...rest] = args;
  const map: TorchMap = new Map();
  if (!Array.isArray(pairs) || rest.length > 0) throw badCheckpoint('a dictionary has no items');
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) throw badCheckpoint('a dictionary has no items');
    setPairs(map, pair);
  }
  return map;
}

/** Storage, offset, sizes, strides; from version 2 on, what only training needs follows. */
function rebuildTensor(args: readonly Part[], count: number, table: TensorTable): Part {
  const [storage = null, offset = null, size = null, stride = null, requiresGrad, hooks] = args;
  const isPlain =
    count === 4 || (typeof requiresGrad === 'boolean' && hooks instanceof Map && hooks.size === 0);
  if (args.length !== count || !isPlain)
    throw badCheckpoint('a tensor is written in an unknown way');
  return table.tensor(storage, offset, size, stride);
}

/** The tensor itself, whether a gradient of it is wanted, hooks. */
function rebuildParameter(args: readonly Part[]): Part {
  const [tensor, , hooks] = args;
  const isTensor =
    typeof tensor === 'object' && tensor !== null && 'kind' in tensor && tensor.kind === 'tensor';
  if (args.length !== 3 || !isTensor || !(hooks instanceof Map) || hooks.size > 0) {
    throw badCheckpoint('a parameter is written in an unknown way');
  }
  return tensor;
}

/**
 * A function of a class, such as the annealing of a scheduler of learning rates. Like the instances
 * of these classes it is kept as a name; nothing is looked up.
 */
function attributeOfClass(args: readonly Part[]): Part {
  const [owner, name] = args;
  const isName = typeof name === 'string' && /^\w{1,100}$/.test(name);
  if (args.length !== 2 || !(owner instanceof InertClass) || !isName) {
    throw badCheckpoint('its pickle takes an attribute of something that is refused');
  }
  return inertObject(`${owner.className}.${name}`, []);
}
