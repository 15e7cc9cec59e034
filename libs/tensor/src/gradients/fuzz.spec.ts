import { largestDifference } from '../../test-support/close';
import { randomNumbers } from '../../test-support/random';
import { randomGraph } from '../../test-support/random-graph';
import { run } from '../../test-support/run';
import type { Tensor } from '../index';

const GRAPHS = 300;
const IN_ONE_FILE = 30;

describe('random graphs', () => {
  it('keep their values when they are reduced, encoded and optimised', async () => {
    const random = randomNumbers(20_260_101);
    for (let start = 0; start < GRAPHS; start += IN_ONE_FILE) {
      const graphs = Array.from({ length: IN_ONE_FILE }, () => randomGraph(random));
      const outputs: Record<string, Tensor> = {};
      for (const [i, { tensor }] of graphs.entries()) outputs[`y${i}`] = tensor;
      const [first] = graphs;
      const result = await run(outputs, first!.feeds, 'float64', first!.inputs);
      for (const [i, { expected, dims, description }] of graphs.entries()) {
        const { data, dims: actualDims } = result[`y${i}`]!;
        const isClose = largestDifference(data, expected) < 1e-12;
        expect({ description, isClose, dims: actualDims }).toEqual({
          description,
          isClose: true,
          dims,
        });
      }
    }
  });
});
