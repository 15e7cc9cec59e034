import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';

/** Runs a program of the project with this Node; its exit code. */
export function node(root, args, env = {}) {
  const { status, signal } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? (signal ? 1 : 0);
}

const modules = (root, path) => join(root, 'node_modules', path);

const COMMANDS = {
  test: (root, args) => node(root, [modules(root, 'jest/bin/jest.js'), ...args]),
  check: (root) => check(root, node),
  build: () => 0,
  format: (root) => node(root, [modules(root, 'prettier/bin/prettier.cjs'), '--write', '.']),
  openapi: (root) => node(root, ['dist/tools/openapi/write.js']),
  notices: (root) => node(root, ['dist/tools/notices/write.js']),
  guide: (root) => node(root, ['dist/tools/guide/write.js']),
  migration: (root, [name = '']) => node(root, ['dist/tools/migrations/generate.js', name]),
  bench: (root, [name, ...args]) => program(root, 'bench', name, args),
  fuzz: (root, [name, ...args]) => program(root, 'tools/fuzz', name, args),
};

/** A benchmark or a fuzz: `FOLDER/NAME.ts` or `FOLDER/NAME/main.ts`, as it was compiled. */
function program(root, folder, name, args) {
  const found = [`${name}.js`, `${name}/main.js`]
    .map((path) => join(root, 'dist', folder, path))
    .find((path) => name && existsSync(path));
  if (!found) {
    console.error(`There is no ${name ?? 'such program'} in ${folder}.`);
    return 1;
  }
  return node(root, ['--expose-gc', found, ...args]);
}

/** Commands for who works on the project: `nano-os dev NAME`. Their exit code. */
export async function runDevelopmentCommand(root, [name, ...args]) {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (!command) {
    console.error(`nano-os dev ${Object.keys(COMMANDS).join('|')}`);
    return 1;
  }
  return command(root, args);
}
