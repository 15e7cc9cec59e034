import type { Tensor } from '@nano-os/tensor';

/** Added to the variance by every batch norm; PyTorch's. */
export const NORM_EPSILON = 1e-5;

/** A batch norm as a layer uses it: either folded into what comes before, or applied to its rows. */
export interface Norm {
  /** To fold: `scale` multiplies the weights of the linear layer before, `shift` is added. */
  readonly folded?: { readonly scale: Tensor; readonly shift: Tensor };
  /**
   * Normalises rows; those of a folded norm come back as they are.
   * @param x [rows, size]
   * @param copies float [rows]: how many rows of the unmerged graph each stands for
   */
  apply(x: Tensor, copies: Tensor): Tensor;
}

/** The batch norms of a network by name: with fixed statistics when it serves, else of the batch. */
export type Norms = (name: string, size: number) => Norm;
