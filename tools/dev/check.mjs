/** What `npm run check` runs, in order; every step runs, so that one look shows all faults. */
const STEPS = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['openapi.json and its client are those of the code', ['dist/tools/openapi/check.js']],
  ['THIRD-PARTY-NOTICES.md is of what is installed', ['dist/tools/notices/check.js']],
  ['migrations are those of the entities', ['dist/tools/migrations/check-drift.js']],
];

export function check(root, node) {
  const failed = [];
  for (const [name, args] of STEPS) {
    console.log(`> ${name}`);
    if (node(root, args) !== 0) failed.push(name);
  }
  if (failed.length > 0) console.error(`check failed: ${failed.join('; ')}`);
  else console.log('check: all good');
  return failed.length > 0 ? 1 : 0;
}
