import { tinyBase } from '../../test-support/tiny-base';
import { chooseBest } from './choice';
import type { TrialResult, TuningData } from './cross-validation';
import { tunedProperty } from './tuned-property';

// Five parts of two crystals, all of which have the value of an answer of 0.
const data: TuningData = {
  property: tunedProperty(tinyBase('cgcnn').card, 'formation_energy'),
  samples: [],
  values: new Float64Array(10).fill(-1),
  folds: { of: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4), count: 5, by: 'formula', heldOut: 5 },
};
const CANDIDATES = [
  { layers: 'head', rate: 1e-3 },
  { layers: 'all', rate: 1e-3 },
] as const;

/** By candidate, epoch and part, how far the answers are off. */
const trials = (off: readonly (readonly (readonly number[])[])[]): TrialResult[] =>
  off.flatMap((epochs, candidate) =>
    [0, 1, 2, 3, 4].map((fold) => ({
      candidate,
      fold,
      answers: epochs.map((parts) => [parts[fold]!, -parts[fold]!]),
    })),
  );

const START = [5, 5, 5, 5, 5];

describe('the choice among candidates', () => {
  it('is the candidate and the epoch of the least mean error', () => {
    const { candidates, judged, answers } = chooseBest(
      trials([
        [START, [3, 3, 3, 3, 3], [4, 4, 4, 4, 4]],
        [START, [4, 4, 4, 4, 4], [1, 2, 1, 1, 1]],
      ]),
      data,
      CANDIDATES,
    );
    expect(candidates[0]).toEqual({ candidate: CANDIDATES[1], curve: [5, 4, 1.2], best: 2 });
    expect(candidates[1]).toMatchObject({ curve: [5, 3, 4], best: 1 });
    expect(judged).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...answers]).toEqual([1, -1, 2, -2, 1, -1, 1, -1, 1, -1]);
  });

  it('does not flatter: each part is judged by what is best on the others', () => {
    // The two are as good, each by one part on which it is lucky.
    const { answers } = chooseBest(
      trials([
        [START, [0, 3, 2, 2, 2]],
        [START, [3, 0, 2, 2, 2]],
      ]),
      data,
      CANDIDATES,
    );
    expect([...answers].slice(0, 4).map(Math.abs)).toEqual([3, 3, 3, 3]);
  });

  it('goes as far as all trials of a candidate went', () => {
    const all = trials([[START, [3, 3, 3, 3, 3], [2, 2, 2, 2, 2]]]);
    const short = all.map((trial) =>
      trial.fold === 2 ? { ...trial, answers: trial.answers.slice(0, 2) } : trial,
    );
    expect(chooseBest(short, data, CANDIDATES.slice(0, 1)).candidates[0]!.curve).toEqual([5, 3]);
  });
});
