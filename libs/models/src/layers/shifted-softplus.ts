import { constant, softplus, sub, type Tensor } from '@nano-os/tensor';

/** `ln(1 + eˣ) − ln 2`, which is 0 at 0. */
export const shiftedSoftplus = (x: Tensor): Tensor => sub(softplus(x), constant(Math.LN2));
