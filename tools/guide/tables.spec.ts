import { PROBLEMS, variables } from '@nano-os/common';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './tables';

const ROOT = join(__dirname, '../..');
const made = (name: string): string =>
  withTables(`<!-- table: ${name} -->\nold\n<!-- end of the table -->`, ROOT);

describe('the tables of the guide', () => {
  it('have every variable', () => {
    const names = made('variables').match(/`[A-Z][A-Z0-9_]+`/g);
    expect(names?.map((name) => name.slice(1, -1)).sort()).toEqual(Object.keys(variables).sort());
  });

  it('have every model that ships, with errors', () => {
    const table = made('models');
    const folders = readdirSync(join(ROOT, 'weights')).filter((name) => !name.includes('.'));
    expect(folders.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
    expect(table).not.toContain('NaN');
  });

  it('have every kind of problem', () => {
    const table = made('problems');
    const names = Object.keys(PROBLEMS);
    expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });

  it('take the place of the old ones, and are known', () => {
    expect(made('problems')).not.toContain('old');
    expect(withTables(made('problems'), ROOT)).toBe(made('problems'));
    expect(() => made('colours')).toThrow('colours');
  });
});
