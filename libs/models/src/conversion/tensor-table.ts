import { badCheckpoint } from '../checkpoints';
import { toFloat32, type StoredTensor } from '../safetensors';

/** Numbers in rows. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Takes tensors out of a checkpoint by name, and makes sure that they have the sizes they must. */
export class TensorTable {
  constructor(private readonly tensors: ReadonlyMap<string, StoredTensor>) {}

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /** @throws {ModelError} bad-checkpoint */
  values(name: string, ...shape: readonly number[]): Float32Array {
    const tensor = this.tensors.get(name);
    if (!tensor) throw badCheckpoint(`it has no weights ${name}`);
    if (tensor.shape.join() !== shape.join()) {
      throw badCheckpoint(
        `${name} has the shape [${tensor.shape.join(', ')}], not [${shape.join(', ')}]`,
      );
    }
    return toFloat32(tensor);
  }

  /** @throws {ModelError} bad-checkpoint */
  matrix(name: string, rows: number, columns: number): Matrix {
    return { rows, columns, data: this.values(name, rows, columns) };
  }

  /**
   * The weights of a linear layer, which PyTorch keeps as [out, in], as [in, out].
   * @throws {ModelError} bad-checkpoint
   */
  transposed(name: string, from: number, to: number): Matrix {
    return transpose(this.matrix(name, to, from));
  }

  /**
   * Rows of a tensor, without checking how many there are.
   * @throws {ModelError} bad-checkpoint when it is no matrix
   */
  rows(name: string): number {
    const [rows, columns] = this.tensors.get(name)?.shape ?? [];
    if (rows === undefined || columns === undefined) {
      throw badCheckpoint(`it has no matrix ${name}`);
    }
    return rows;
  }
}

export function transpose({ rows, columns, data }: Matrix): Matrix {
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = data[row * columns + column] ?? NaN;
    }
  }
  return { rows: columns, columns: rows, data: turned };
}

/** Rows from `start` on to before `end`. */
export function rowsOf({ columns, data }: Matrix, start: number, end: number): Matrix {
  return { rows: end - start, columns, data: data.slice(start * columns, end * columns) };
}

/** As it is kept in a file. */
export function stored({ rows, columns, data }: Matrix): StoredTensor {
  return { dtype: 'F32', shape: [rows, columns], data: new Float32Array(data) };
}

export function storedVector(data: Float32Array): StoredTensor {
  return { dtype: 'F32', shape: [data.length], data: new Float32Array(data) };
}
