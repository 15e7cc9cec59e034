#!/usr/bin/env node
// The launcher: plain Node without dependencies, because in a fresh clone there are none yet.
// It installs and builds what is missing, then hands over to the command line.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`nano-os needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const args = process.argv.slice(2);
const isDevelopment = args[0] === 'dev';

// A packed copy holds what was built and no sources: its dependencies came with it.
const isClone = existsSync(join(root, 'libs'));
const program = join(root, 'dist/apps/cli/src/main.js');
if (isClone) {
  const { ensureInstalled } = await import('../tools/launcher/install.mjs');
  const { ensureBuilt } = await import('../tools/launcher/build.mjs');
  try {
    await ensureInstalled(root, { development: isDevelopment });
    await ensureBuilt(root);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

if (!isClone && (isDevelopment || !existsSync(program))) {
  console.error(
    isDevelopment
      ? 'nano-os dev is for a clone of the repository.'
      : 'This copy was packed before it was built: "npm run build" before "npm pack" does so.',
  );
  process.exit(1);
}

if (isDevelopment) {
  const { runDevelopmentCommand } = await import('../tools/dev/commands.mjs');
  process.exitCode = await runDevelopmentCommand(root, args.slice(1));
} else {
  // In this same process, so that signals reach the server without a middleman.
  await import(pathToFileURL(program).href);
}
