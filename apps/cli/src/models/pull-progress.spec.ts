import type { PullEvent } from '@nano-os/models';
import { showPull } from './pull-progress';

const bytes = (model: string, received: number): PullEvent => ({
  kind: 'bytes',
  model,
  received,
  bytes: 2_000_000,
});
const events: PullEvent[] = [
  bytes('one', 0),
  bytes('one', 990_000),
  bytes('one', 999_999),
  { kind: 'retry', model: 'one', reason: 'read \u001b[2J ECONNRESET', waitMs: 500 },
  bytes('one', 2_000_000),
  { kind: 'done', outcome: { name: 'one', ok: true, result: 'installed' } },
  bytes('two', 10),
  { kind: 'done', outcome: { name: 'two', ok: false, reason: 'gone' } },
  { kind: 'done', outcome: { name: 'three', ok: true, result: 'current' } },
];

function shown(isTTY: boolean): string {
  let text = '';
  const show = showPull({ isTTY, write: (piece: string) => (text += piece) });
  for (const event of events) show(event);
  return text;
}

describe('the progress of a pull', () => {
  it('is plain lines where there is no terminal', () => {
    expect(shown(false)).toBe(
      [
        'fetching   one, 2.0 MB',
        'trying one again in 0.5 s: read ?[2J ECONNRESET',
        'installed  one',
        'fetching   two, 2.0 MB',
        'failed     two: gone',
        'current    three',
        '',
      ].join('\n'),
    );
  });

  it('is one line that is written over on a terminal, and only when it changes', () => {
    const clear = '\r\x1b[2K';
    expect(shown(true)).toBe(
      [
        `${clear}one  0 % of 2.0 MB`,
        `${clear}one  49 % of 2.0 MB`,
        `${clear}trying one again in 0.5 s: read ?[2J ECONNRESET\n`,
        `${clear}one  100 % of 2.0 MB`,
        `${clear}installed  one\n`,
        `${clear}two  0 % of 2.0 MB`,
        `${clear}failed     two: gone\n`,
        `${clear}current    three\n`,
      ].join(''),
    );
  });
});
