import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from './program';

const root = join(__dirname, '../../..');

describe('nano-os', () => {
  it('tells the version of its package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(createProgram().version()).toBe(version);
  });
});
