import { describeErrors, duration } from './training-lines';

describe('lines of a training', () => {
  it.each([
    [8.24, '8.2 s'],
    [59.94, '59.9 s'],
    [250, '4 min 10 s'],
    [3599.7, '1 h 00 min'],
    [3840, '1 h 04 min'],
  ])('tells %d s as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('names errors by property and set', () => {
    const error = { property: 'bandgap', set: 'wbm', n: 2, mae: 0.25 };
    expect(describeErrors([error, { ...error, set: 'mp' }])).toBe(
      'bandgap wbm 0.2500  bandgap mp 0.2500',
    );
  });
});
