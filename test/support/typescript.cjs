// Lets a Node process of a test run TypeScript as Jest does: node -r test/support/typescript.cjs FILE.
const { transformSync } = require('@swc/core');
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const cache = join(root, '.cache/typescript');
const text = readFileSync(join(root, '.swcrc'), 'utf8');
const { $schema, ...config } = JSON.parse(text);
config.jsc.baseUrl = root;

function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256').update(text).update(filename).update(source).digest('hex');
  const path = join(cache, `${key}.js`);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const { code } = transformSync(source, {
    ...config,
    filename,
    swcrc: false,
    sourceMaps: 'inline',
  });
  mkdirSync(cache, { recursive: true });
  const own = `${path}.${process.pid}`;
  writeFileSync(own, code);
  renameSync(own, path);
  return code;
}

require.extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename);
