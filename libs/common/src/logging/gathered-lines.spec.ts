import { GatheredLines } from './gathered-lines';

describe('GatheredLines', () => {
  const output = { write: jest.fn(), flush: jest.fn(), flushSync: jest.fn() };
  let lines: GatheredLines;

  beforeEach(() => {
    jest.resetAllMocks();
    jest.useFakeTimers();
    lines = new GatheredLines(output, 10, 100);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const written = (): unknown[] => output.write.mock.calls.map(([text]: unknown[]) => text);

  it('hands lines on together when they are long enough', () => {
    lines.write('four\n');
    expect(written()).toEqual([]);
    lines.write('five\n');
    expect(written()).toEqual(['four\nfive\n']);
    lines.write('six\n');
    expect(written()).toHaveLength(1);
  });

  it('hands them on after a while, however short they are', () => {
    lines.write('a\n');
    jest.advanceTimersByTime(60);
    lines.write('b\n');
    jest.advanceTimersByTime(39);
    expect(written()).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(written()).toEqual(['a\nb\n']);
    jest.advanceTimersByTime(1000);
    expect(written()).toHaveLength(1);
  });

  it('counts the time anew after a hand-over', () => {
    lines.write('long enough\n');
    jest.advanceTimersByTime(99);
    lines.write('c\n');
    jest.advanceTimersByTime(99);
    expect(written()).toEqual(['long enough\n']);
    jest.advanceTimersByTime(1);
    expect(written()).toEqual(['long enough\n', 'c\n']);
  });

  it('keeps nothing back when it is flushed', () => {
    const done = jest.fn();
    lines.write('a\n');
    lines.flush(done);
    expect(written()).toEqual(['a\n']);
    expect(output.flush).toHaveBeenCalledWith(done);
    lines.write('b\n');
    lines.flushSync();
    expect(written()).toEqual(['a\n', 'b\n']);
    expect(output.flushSync).toHaveBeenCalledTimes(1);
  });
});
