import { OPCODE } from '../src/checkpoints/pickle/opcodes';
import type { StoredTensor } from '../src/safetensors';
import { piece, pickleOf, type Piece } from './pickle-writer';
import { torchZip } from './zip-writer';

/** An instance of a Python class. */
export class Instance {
  constructor(
    readonly module: string,
    readonly name: string,
    readonly state: Readonly<Record<string, Tree>>,
  ) {}
}

/** What a checkpoint holds; records become dictionaries. */
export type Tree =
  | null
  | boolean
  | number
  | string
  | readonly Tree[]
  | Instance
  | StoredTensor
  | { readonly [key: string]: Tree };

/** A file as `torch.save` writes it. */
export function torchFile(tree: Tree): Uint8Array {
  const storages: Record<string, Uint8Array> = {};
  const pieceOf = (value: Tree): Piece => {
    if (value === null) return piece.none;
    if (typeof value === 'boolean') return value ? piece.yes : piece.no;
    if (typeof value === 'string') return piece.text(value);
    if (typeof value === 'number') return numberPiece(value);
    if (isList(value)) return piece.list(...value.map(pieceOf));
    if (value instanceof Instance) {
      const empty = piece.create(piece.global(value.module, value.name));
      return piece.build(empty, pieceOf(value.state));
    }
    if (isTensor(value)) return tensorPiece(value, storages);
    return piece.dict(...Object.entries(value).flatMap(([k, v]) => [piece.text(k), pieceOf(v)]));
  };
  return torchZip(pickleOf(pieceOf(tree)), storages);
}

const isList = (value: Tree): value is readonly Tree[] => Array.isArray(value);

function isTensor(value: object): value is StoredTensor {
  return 'data' in value && value.data instanceof Float32Array;
}

function numberPiece(value: number): Piece {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return piece.int(value);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return [OPCODE.BINFLOAT, ...bytes];
}

function tensorPiece({ data, shape }: StoredTensor, storages: Record<string, Uint8Array>): Piece {
  const key = String(Object.keys(storages).length);
  storages[key] = new Uint8Array(
    data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength),
  );
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const storage = piece.storage('FloatStorage', key, piece.int(data.length));
  return piece.tensor(storage, piece.int(0), [...shape], strides);
}
