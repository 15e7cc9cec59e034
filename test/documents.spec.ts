import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createProgram } from '../apps/cli/src/program';
import {
  anchors,
  commandLines,
  inlineCode,
  localLinks,
  readDocument,
  shellBlocks,
} from './support/markdown';
import { readmeBlocks } from './support/readme';
import { ROOT } from './support/served';
import { isUsage, usageFaults } from './support/usage';

const { scripts, version } = JSON.parse(readDocument('package.json')) as {
  version: string;
  scripts: Readonly<Record<string, string>>;
};

/** Lines that no test runs by themselves: why, and what would end that. */
const EXCEPTIONS: Readonly<Record<string, { why: string; holds(): boolean }>> = {
  'npm start': {
    why: 'it has no end; the walk begins with it',
    holds: () => readmeBlocks().walk[0]!.text.trimEnd().endsWith('npm start'),
  },
  'npm test': {
    why: 'it runs this test',
    holds: () => scripts.test?.endsWith('dev test') === true,
  },
};

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'THIRD-PARTY-NOTICES.md',
  'ML_PREDICTION_GUIDE.md',
  'bench/README.md',
  'weights/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
].filter((path) => existsSync(join(ROOT, path)));

describe('commands in the README', () => {
  const lines = readmeBlocks().rest.flatMap(commandLines);

  it('stand in blocks of sh, so that none escapes', () => {
    const languages = readDocument('README.md').matchAll(/^ *(?:```|~~~)(\w+)/gm);
    expect([...new Set([...languages].map(([, language]) => language))]).toEqual(['sh']);
  });

  it('are run as printed, are usages of the command line, or have a reason', () => {
    const unknown = lines.filter((line) => !isUsage(line) && !Object.hasOwn(EXCEPTIONS, line));
    expect(unknown).toEqual([]);
  });

  it.each(Object.entries(EXCEPTIONS))(
    'leave out %s with a reason that holds',
    (line, { holds }) => {
      expect(lines).toContain(line);
      expect(holds()).toBe(true);
    },
  );

  it('name every command that there is', () => {
    const usages = lines.filter(isUsage).join('\n');
    const names = createProgram().commands.map((command) => command.name());
    expect(names.filter((name) => !new RegExp(`[ |]${name}\\b`).test(usages))).toEqual([]);
  });
});

describe('the version', () => {
  it('has its changes, and is the one that is installed from a file', () => {
    expect(readDocument('CHANGELOG.md')).toContain(`## [${version}]`);
    expect(readDocument('README.md')).toContain(`/nano-os-${version}.tgz`);
  });
});

describe.each(documents)('%s', (path) => {
  const markdown = readDocument(path);
  const code = [...shellBlocks(markdown).flatMap(commandLines), ...inlineCode(markdown)];

  it('names commands and options of the command line that there are', () => {
    // Tables of commands leave the program's name out.
    const program = createProgram();
    const models = code
      .filter((text) => /^models [a-z]/.test(text))
      .map((text) => `nano-os ${text}`);
    const usages = [...code, ...models].filter(isUsage).filter((text) => !text.includes(' dev '));
    expect(usages.flatMap((usage) => usageFaults(program, usage))).toEqual([]);
  });

  it('names scripts of package.json that there are', () => {
    const named = code.flatMap((text) => [...text.matchAll(/\bnpm run ([\w:-]+)/g)]);
    expect(named.map(([, name]) => name!).filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links to files and headings that there are', () => {
    const broken = localLinks(markdown).filter(({ file, anchor }) => {
      const target = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== '' && !anchors(readDocument(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});
