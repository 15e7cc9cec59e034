import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkGuide, GUIDE, type Checked } from '../tools/guide/guide';
import { ROOT } from './support/served';

jest.setTimeout(300_000);

const hasTools = spawnSync('bash', ['-c', 'command -v awk curl grep sed']).status === 0;

(hasTools ? describe : describe.skip)('the guide', () => {
  let checked: Checked;

  beforeAll(async () => {
    checked = await checkGuide(ROOT);
  });

  it('says what the server answers; `npm run guide` writes it', () => {
    expect(readFileSync(join(ROOT, GUIDE), 'utf8')).toBe(checked.text);
  });

  it('has an example of each route of openapi.json', () => {
    expect(checked.missing).toEqual([]);
  });
});
