import { createHash } from 'node:crypto';
import type { Kind } from '../graph/tensor';
import { isStatic, type Shape } from '../shapes/shape';
import { ONNX_TYPE, onnxTypeOf, rawBytes, type OnnxType, type Precision } from './onnx-types';
import { ProtobufWriter } from './protobuf-writer';

/** Attributes of an ONNX node: an integer, integers, a text; a float or a graph in wrapping. */
export type OnnxAttribute =
  | number
  | readonly number[]
  | string
  | { readonly float: number }
  | { readonly graph: ProtobufWriter };

type Attributes = Readonly<Record<string, OnnxAttribute>>;

const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, ints: 7 } as const;

/** Where a named size can be read: a value of the graph and an axis of it. */
export type Locate = (name: string) => { input: string; axis: number };

function attributeProto(name: string, value: OnnxAttribute): ProtobufWriter {
  const proto = new ProtobufWriter().string(1, name);
  if (typeof value === 'number') return proto.integer(3, value).integer(20, ATTRIBUTE_TYPE.int);
  if (typeof value === 'string') return proto.string(4, value).integer(20, ATTRIBUTE_TYPE.string);
  if ('float' in value) return proto.float32(2, value.float).integer(20, ATTRIBUTE_TYPE.float);
  if ('graph' in value) return proto.message(6, value.graph).integer(20, ATTRIBUTE_TYPE.graph);
  for (const item of value) proto.integer(8, item);
  return proto.integer(20, ATTRIBUTE_TYPE.ints);
}

function tensorProto(bytes: Uint8Array, type: OnnxType, dims: readonly number[]): ProtobufWriter {
  const proto = new ProtobufWriter();
  for (const dim of dims) proto.integer(1, dim);
  return proto.integer(2, ONNX_TYPE[type]).bytes(9, bytes);
}

/** Gathers nodes and initializers of one graph; a node that is there already is not written again. */
export class OnnxWriter {
  readonly nodes: ProtobufWriter[] = [];
  /** Names of what the nodes make. */
  readonly made = new Set<string>();
  readonly int32 = ONNX_TYPE.int32;
  private readonly initializers = new Map<string, ProtobufWriter>();
  private readonly used = new Set<string>();
  private readonly known = new Map<string, string>();
  private count = 0;

  /** @param outer of the graph that this one is a part of, which has its constants */
  constructor(
    private readonly precision: Precision,
    private readonly locate: Locate,
    private readonly outer?: OnnxWriter,
  ) {}

  /** For a graph within this one, which may use its values by their names. */
  inner(locate: Locate): OnnxWriter {
    return new OnnxWriter(this.precision, locate, this);
  }

  /** Where a named size can be read. */
  locationOf(name: string): { input: string; axis: number } {
    return this.locate(name);
  }

  /** What a kind becomes. */
  typeOf(kind: Kind): OnnxType {
    return onnxTypeOf(kind, this.precision);
  }

  /** The same as Cast takes it. */
  typeNumber(kind: Kind): number {
    return ONNX_TYPE[this.typeOf(kind)];
  }

  /** Writes a node with one result and returns the result's name. */
  node(type: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.once(JSON.stringify([type, inputs, attributes]), type, (output) => {
      this.named(type, inputs, output, attributes);
    });
  }

  /** Writes a node whose result has a given name, as an output of the graph needs. */
  named(
    type: string,
    inputs: readonly string[],
    output: string,
    attributes: Attributes = {},
  ): void {
    this.write(type, inputs, [output], attributes);
  }

  /** Writes a node with several results and returns their names. */
  several(
    type: string,
    inputs: readonly string[],
    count: number,
    attributes: Attributes,
  ): string[] {
    const outputs = Array.from({ length: count }, () => this.name(type));
    this.write(type, inputs, outputs, attributes);
    return outputs;
  }

  /** A name that nothing else has. */
  name(label: string): string {
    // No input or output is named so: see `encodeOnnx`.
    return this.outer ? this.outer.name(label) : `/${label}_${this.count++}`;
  }

  private write(
    type: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Attributes,
  ): void {
    const proto = new ProtobufWriter();
    for (const input of inputs) {
      this.use(input);
      proto.string(1, input);
    }
    for (const output of outputs) {
      this.made.add(output);
      proto.string(2, output);
    }
    proto.string(3, outputs[0] ?? '').string(4, type);
    for (const [name, value] of Object.entries(attributes)) {
      proto.message(5, attributeProto(name, value));
    }
    this.nodes.push(proto);
  }

  private use(name: string): void {
    this.used.add(name);
    this.outer?.use(name);
  }

  /** A constant of a kind. */
  constant(kind: Kind, values: ArrayLike<number>, dims: readonly number[]): string {
    return this.initializer(this.typeOf(kind), values, dims);
  }

  /** One number, without axes. */
  scalar(kind: Kind, value: number): string {
    return this.constant(kind, [value], []);
  }

  /**
   * One number with as many axes as the tensor that it is combined with. Without them ONNX Runtime
   * takes fifteen times longer where the last size is 1, as in [edges, 1].
   */
  scalarFor({ kind, shape }: { kind: Kind; shape: Shape }, value: number): string {
    return this.constant(kind, [value], new Array<number>(shape.length).fill(1));
  }

  /** A one-dimensional int64 constant, as axes and shapes are given. */
  integers(values: readonly number[]): string {
    return this.initializer('int64', values, [values.length]);
  }

  /** The run-time value of a named size, int64 of shape [1]. */
  size(name: string): string {
    const { input, axis } = this.locate(name);
    return this.node('Shape', [input], { start: axis, end: axis + 1 });
  }

  /** The run-time shape, int64 of shape [rank]. */
  shape(shape: Shape): string {
    if (isStatic(shape)) return this.integers(shape);
    const parts = shape.map((dim) =>
      typeof dim === 'number' ? this.integers([dim]) : this.size(dim),
    );
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    return this.node('Concat', parts, { axis: 0 });
  }

  /** A tensor of that shape with the same value everywhere. */
  fill(kind: Kind, value: number, shape: Shape): string {
    const sizes = this.shape(shape);
    const type = this.typeOf(kind);
    return this.once(
      JSON.stringify(['fill', type, fingerprint(value), sizes]),
      'fill',
      (output) => {
        this.use(sizes);
        const proto = new ProtobufWriter().string(1, sizes).string(2, output).string(3, output);
        const attribute = new ProtobufWriter()
          .string(1, 'value')
          .message(5, tensorProto(rawBytes([value], type), type, [1]))
          .integer(20, ATTRIBUTE_TYPE.tensor);
        this.made.add(output);
        this.nodes.push(proto.string(4, 'ConstantOfShape').message(5, attribute));
      },
    );
  }

  /** The constants that some node takes: an operation may do without what its inputs wrote. */
  usedInitializers(): ProtobufWriter[] {
    return [...this.initializers].flatMap(([name, proto]) => (this.used.has(name) ? [proto] : []));
  }

  private initializer(type: OnnxType, values: ArrayLike<number>, dims: readonly number[]): string {
    if (this.outer) return this.outer.initializer(type, values, dims);
    const bytes = rawBytes(values, type);
    const digest = createHash('sha256').update(bytes).digest('base64');
    return this.once(JSON.stringify([type, dims, digest]), 'constant', (name) => {
      this.initializers.set(name, tensorProto(bytes, type, dims).string(8, name));
    });
  }

  private once(key: string, label: string, write: (name: string) => void): string {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const name = this.fresh(label, write);
    this.known.set(key, name);
    return name;
  }

  private fresh(label: string, write: (name: string) => void): string {
    const name = this.name(label);
    write(name);
    return name;
  }
}

/** JSON knows neither -0 nor what is not finite. */
function fingerprint(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
