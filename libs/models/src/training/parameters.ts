import type { StoredTensor } from '../safetensors';

export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Place of its first value among all. */
  readonly offset: number;
  readonly size: number;
}

/** Named tensors that lie one after another in one array, so that an optimiser sees one vector. */
export class Parameters {
  readonly list: readonly Parameter[];
  readonly size: number;

  /** @param shapes in the order in which they lie */
  constructor(shapes: ReadonlyMap<string, readonly number[]>) {
    let offset = 0;
    this.list = [...shapes].map(([name, shape]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const parameter = { name, shape, offset, size };
      offset += size;
      return parameter;
    });
    this.size = offset;
  }

  /** The values of one parameter within the array of all. */
  view(values: Float32Array, { offset, size }: Parameter): Float32Array {
    return values.subarray(offset, offset + size);
  }

  /** Each as a tensor of its own, as weights are stored. */
  toTensors(values: Float32Array): Map<string, StoredTensor> {
    return new Map(
      this.list.map((parameter): [string, StoredTensor] => [
        parameter.name,
        { dtype: 'F32', shape: parameter.shape, data: this.view(values, parameter).slice() },
      ]),
    );
  }

  /** @throws {Error} when one is missing or of another size */
  fromTensors(tensors: ReadonlyMap<string, StoredTensor>): Float32Array {
    const values = new Float32Array(this.size);
    for (const parameter of this.list) {
      const tensor = tensors.get(parameter.name);
      if (tensor?.dtype !== 'F32' || tensor.data.length !== parameter.size) {
        throw new Error(`No values for ${parameter.name}`);
      }
      values.set(tensor.data, parameter.offset);
    }
    return values;
  }
}
