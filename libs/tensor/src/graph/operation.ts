import type { OnnxWriter } from '../encoding/onnx-writer';
import type { Attributes, Tensor } from './tensor';

/** All that is known of one operation: its ONNX form, its gradient and what it can be reduced to. */
export interface Operation<A extends Attributes = Attributes> {
  readonly name: string;

  /** Writes the nodes of the operation and returns the name of their result. */
  toOnnx(node: Tensor<A>, inputs: readonly string[], onnx: OnnxWriter): string;

  /**
   * What each input contributes to the gradient: the product of `g`, the gradient by the node, and
   * the derivative of the node by that input, of the input's shape. Undefined where it is zero.
   * Absent where no gradient passes.
   * @param wanted which inputs are asked for; the others may be left undefined
   */
  gradient?(
    node: Tensor<A>,
    g: Tensor,
    wanted: readonly boolean[],
  ): readonly (Tensor | undefined)[];

  /**
   * A cheaper tensor of the same kind, shape and value; undefined when there is none. Its inputs
   * are reduced already.
   */
  simplify?(node: Tensor<A>): Tensor | undefined;
}
