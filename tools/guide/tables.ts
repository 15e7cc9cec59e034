import { PROBLEMS } from '@nano-os/common';
import type { CardProperty, ModelCard } from '@nano-os/models';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TABLE = /(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end of the table -->)/g;

/** The guide with its tables made anew from what they are about. */
export function withTables(markdown: string, root: string): string {
  return markdown.replaceAll(TABLE, (_, begin: string, name: string, end: string) => {
    const table = TABLES[name];
    if (!table) throw new Error(`There is no table ${name}`);
    return `${begin}\n${table(root)}\n\n${end}`;
  });
}

const TABLES: Readonly<Record<string, (root: string) => string>> = {
  models: modelsTable,
  variables: variablesTable,
  problems: problemsTable,
};

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function modelsTable(root: string): string {
  const folder = join(root, 'weights');
  const cards = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name, 'card.json'), 'utf8')) as ModelCard);
  const rows = cards.flatMap(({ name, family, properties, elements, heldOut }) =>
    properties.map((property) => {
      const { mae, n } = heldOut[property.name] ?? { mae: NaN, n: 0 };
      return [
        `\`${family}\``,
        `\`${property.name}\``,
        property.unit || 'none',
        errorOf(mae, property),
        String(n),
        String(elements.length),
        `\`${name}\``,
      ];
    }),
  );
  const head = ['asked for as', 'property', 'unit', 'mean error', 'crystals', 'elements', 'model'];
  return tableOf(head, rows);
}

/** Errors of logarithms are told as factors. */
function errorOf(mae: number, { unit, transform }: CardProperty): string {
  if (transform === 'exp10') return `a factor of ${(10 ** mae).toFixed(2)}`;
  return `${mae.toPrecision(2)} ${unit}`;
}

function variablesTable(root: string): string {
  const rows: string[][] = [];
  let comment: string[] = [];
  let names: string[] = [];
  let defaults: string[] = [];
  const close = (): void => {
    if (names.length > 0) rows.push([names.join(', '), defaults.join(', '), comment.join(' ')]);
    [comment, names, defaults] = [[], [], []];
  };
  for (const line of readFileSync(join(root, '.env.example'), 'utf8').split('\n')) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      names.push(`\`${name}\``);
      if (value) defaults.push(`\`${value}\``);
      continue;
    }
    if (names.length > 0 || !line.startsWith('# ') || line.startsWith('# ---')) close();
    if (line.startsWith('# ') && !line.startsWith('# ---')) comment.push(line.slice(2));
  }
  close();
  return tableOf(['variable', 'unless given', 'what it is'], rows);
}

function problemsTable(): string {
  const rows = Object.entries(PROBLEMS).map(([name, { status, title }]) => [
    String(status),
    `\`${name}\``,
    title,
  ]);
  return tableOf(['status', 'last part of `type`', 'title'], rows);
}
