import { randomUUID } from 'node:crypto';
import { answerBody } from './answers';
import type { Fence } from './markdown';
import { Steadier } from './steady';

const fence = (body: string, language = 'json', note = ''): Fence => ({
  language,
  note,
  body,
  start: 0,
  end: body.length,
});

const answerOf = (value: unknown, steadier = new Steadier([])): string =>
  answerBody(fence(''), JSON.stringify(value), steadier);

describe('an answer of the guide', () => {
  it('is the same for other ids, times, tokens and durations', () => {
    const answer = (): string => {
      const id = randomUUID();
      return answerOf({
        id,
        detail: `There is no ${id} since ${new Date().toISOString()}`,
        key: `nano_${id.slice(0, 8)}_${`${id}${id}`.slice(0, 43)}`,
        inference_time_ms: Math.random(),
        errors: { [id]: 'gone' },
      });
    };
    expect(answer()).toBe(answer());
  });

  it('keeps one id one, two apart, and those that the guide names', () => {
    const [one, other, named] = [randomUUID(), randomUUID(), randomUUID()];
    const steadier = new Steadier([named]);
    const [first, second, again, same] = JSON.parse(
      answerOf([one, other, one, named], steadier),
    ) as string[];
    expect(again).toBe(first);
    expect(second).not.toBe(first);
    expect(same).toBe(named);
    expect(answerOf(one, steadier)).toBe(`"${first}"\n`);
  });

  it('stays as it is printed where only last digits differ', () => {
    const printed = '{ "bandgap": 1.2345678, "message": "0.123 eV" }\n';
    const near = answerBody(
      fence(printed),
      '{"bandgap":1.2345679,"message":"0.12301 eV"}',
      new Steadier([]),
    );
    expect(near).toBe(printed);
  });

  it.each([
    ['a number', '{ "bandgap": 1.24 }\n'],
    ['a member more', '{ "bandgap": 1.2345678, "x": 1 }\n'],
    ['another name', '{ "gap": 1.2345678 }\n'],
    ['no JSON', 'soon\n'],
  ])('is written anew for %s', (_, printed) => {
    const answer = answerBody(fence(printed), '{"bandgap":1.2345678}', new Steadier([]));
    expect(answer).toBe('{ "bandgap": 1.2345678 }\n');
  });

  it('may be off by more where a training is behind it', () => {
    const printed = '{ "error": 0.05 }\n';
    const about = (output: string): string =>
      answerBody(fence(printed, 'json', 'about'), output, new Steadier([]));
    expect(about('{"error":0.06}')).toBe(printed);
    expect(about('{"error":0.5}')).toBe('{ "error": 0.5 }\n');
  });

  it('leaves out what is long, and says so', () => {
    expect(answerOf([1, 2, 3, 4, 5, 6, 7, 8])).toBe('[1, 2, 3, "… 5 more"]\n');
    expect(answerOf('x'.repeat(500))).toBe(`"${'x'.repeat(60)}…"\n`);
  });

  it('is laid out in lines of 100 characters', () => {
    const value = { name: 'x'.repeat(40), list: [{ a: 'y'.repeat(60) }, { b: 1 }] };
    expect(answerOf(value)).toBe(
      [
        '{',
        `  "name": "${'x'.repeat(40)}",`,
        `  "list": [{ "a": "${'y'.repeat(60)}" }, { "b": 1 }]`,
        '}\n',
      ].join('\n'),
    );
  });

  it('is text with its numbers to the last digits, too', () => {
    const text = (body: string, output: string): string =>
      answerBody(fence(body, 'text'), output, new Steadier([]));
    expect(text('gap 1.234\n', 'gap 1.2341\r\n')).toBe('gap 1.234\n');
    expect(text('gap 1.234\n', 'gap 2\n')).toBe('gap 2\n');
  });
});
