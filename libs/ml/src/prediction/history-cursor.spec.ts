import { ProblemException } from '@nano-os/common';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './history-cursor';

describe('history cursor', () => {
  it('gives back the position that it names', () => {
    const positions = fc.record({
      micros: fc.bigInt({ min: 0n, max: 10n ** 17n - 1n }).map(String),
      id: fc.uuid(),
    });
    fc.assert(
      fc.property(positions, (position) => {
        expect(decodeCursor(encodeCursor(position))).toEqual(position);
      }),
    );
  });

  it('refuses every other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text)).toThrow(ProblemException);
      }),
    );
  });
});
