import { examplesOf, fencesOf, withBodies } from './markdown';

const TEXT = [
  '# A guide',
  '```sh',
  'curl one',
  '```',
  '',
  '```json about',
  '{}',
  '```',
  'Prose.',
  '```sh',
  'curl two',
  '```',
  'More prose.',
  '```json',
  'no answer',
  '```',
  '```bash',
  'not run',
  '```',
  '',
].join('\n');

describe('the examples of a guide', () => {
  it('are blocks of sh, with the block that follows at once', () => {
    const examples = examplesOf(TEXT);
    expect(examples.map(({ script, line }) => [script, line])).toEqual([
      ['curl one\n', 3],
      ['curl two\n', 11],
    ]);
    expect(examples[0]?.answer).toMatchObject({ language: 'json', note: 'about', body: '{}\n' });
    expect(examples[1]?.answer).toBeNull();
  });

  it('get other answers where they stand', () => {
    const [, first, , last] = fencesOf(TEXT);
    const text = withBodies(
      TEXT,
      new Map([
        [last!, 'B\n'],
        [first!, 'A\n'],
      ]),
    );
    expect(text).toBe(TEXT.replace('{}', 'A').replace('no answer', 'B'));
  });
});
