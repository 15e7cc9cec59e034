import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { findDrift } from './drift';

const FOLDER = join(__dirname, '../../../libs/database/src/migrations');

function classText(name: string, up: readonly string[], down: readonly string[]): string {
  const run = (queries: readonly string[]): string =>
    queries.map((query) => `await runner.query(\`${query.trim()}\`);`).join('\n');
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${name} implements MigrationInterface {
  name = '${name}';

  async up(runner: QueryRunner): Promise<void> {
    ${run(up)}
  }

  async down(runner: QueryRunner): Promise<void> {
    ${run(down)}
  }
}
`;
}

/** Writes the migration that brings the tables to the entities: \`generate.js AddThings\`. */
async function main([title]: string[]): Promise<void> {
  if (title === undefined || !/^[A-Z][A-Za-z]+$/.test(title)) {
    throw new Error('Name the migration in CamelCase, such as AddJobs.');
  }
  const { up, down } = await findDrift();
  if (up.length === 0) {
    console.log('The migrations are those of the entities already.');
    return;
  }
  const timestamp = String(Date.now());
  const name = `${title}${timestamp}`;
  const path = join(FOLDER, `${timestamp}-${title}.ts`);
  const options = { ...(await resolveConfig(path)), parser: 'typescript' };
  writeFileSync(path, await format(classText(name, up, down), options));

  const index = join(FOLDER, 'index.ts');
  const listed = readFileSync(index, 'utf8')
    .replace(/^(import type .*)$/m, `$1\nimport { ${name} } from './${timestamp}-${title}';`)
    .replace(/\[\s*([^[\]]*?),?\s*\];\s*$/, (_, others: string) =>
      others === '' ? `[${name}];\n` : `[${others}, ${name}];\n`,
    );
  writeFileSync(index, await format(listed, options));
  console.log(`Wrote ${path}. Read it before you commit it.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
