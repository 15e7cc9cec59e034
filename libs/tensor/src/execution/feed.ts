/** Values of one input in row-major order, and its sizes. */
export interface Feed {
  /** `int` takes `Int32Array`, `bool` `Uint8Array`; floats are converted to the graph's precision. */
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
  readonly dims: readonly number[];
}

/** By input name; what the graph has no input for is left out. */
export type Feeds = Readonly<Record<string, Feed>>;

/** Values of one output; `int` and `bool` come as `Int32Array`. */
export interface OutputValues {
  readonly data: Float32Array | Float64Array | Int32Array;
  readonly dims: readonly number[];
}
