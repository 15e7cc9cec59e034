import { existsSync, readFileSync } from 'node:fs';

/** Whether a generated file is not what it should be; says where, and what writes it. */
export function differs(path: string, expected: string, command: string): boolean {
  const actual = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (actual === expected) return false;
  const lines = actual.split('\n');
  const at = expected.split('\n').findIndex((line, index) => line !== lines[index]);
  // Nothing of what is expected differs where the file only goes on after it.
  const line = at < 0 ? expected.split('\n').length : at + 1;
  console.error(`${path} differs from the code at line ${line}: run \`${command}\`.`);
  return true;
}
