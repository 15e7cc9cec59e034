import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { licenceIn } from './licence-text';
import { lockedPackages } from './locked-packages';
import { refusedLicences } from './permitted';
import { Texts } from './texts';

describe('packages of the lock file', () => {
  it('are those of production, each version once, binaries with what asks for them', () => {
    const found = lockedPackages({
      packages: {
        '': {},
        'node_modules/b': {
          version: '1.0.0',
          license: 'MIT',
          optionalDependencies: { 'b-arm': '1' },
        },
        'node_modules/c/node_modules/b': { version: '1.0.0', license: 'MIT' },
        'node_modules/@a/a': { version: '2.0.0', license: 'ISC' },
        'node_modules/b-arm': { version: '1.0.0', license: 'MIT', cpu: ['arm'] },
        'node_modules/tests': { version: '3.0.0', license: 'MIT', dev: true },
      },
    });
    expect(found.map(({ name, binariesOf }) => [name, binariesOf])).toEqual([
      ['@a/a', undefined],
      ['b', undefined],
      ['b-arm', 'b'],
    ]);
  });
});

describe('licences', () => {
  it('are permitted by name', () => {
    expect(refusedLicences('(MIT OR CC0-1.0)')).toEqual([]);
    expect(refusedLicences('Apache-2.0 AND GPL-3.0-only')).toEqual(['GPL-3.0-only']);
    expect(refusedLicences('SEE LICENSE IN FILE')).not.toEqual([]);
    expect(refusedLicences('UNLICENSED')).toEqual(['UNLICENSED']);
  });

  it('are read with their holders from file or readme', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nano-os-licences-'));
    const write = (name: string, text: string): void => {
      writeFileSync(join(folder, name), text);
    };
    try {
      write('package.json', '{ "license": "MIT", "author": "Ada <ada@example.org>" }');
      expect(licenceIn(folder, 'x')).toEqual({ licence: 'MIT', copyrights: ['Ada'], texts: [] });
      const grant = 'Permission is hereby granted to all.';
      write('README.md', `# x\n\n## License\n\nCopyright (c) 2014 Bea\n\n${grant}\n\n## More\n`);
      expect(licenceIn(folder, 'x')).toMatchObject({
        copyrights: ['Copyright (c) 2014 Bea'],
        texts: [grant],
      });
      write('LICENSE.txt', `# Copyright Cleo and others\r\n\r\nThe above copyright notice\r\n`);
      expect(licenceIn(folder, 'x')).toMatchObject({
        copyrights: ['Copyright Cleo and others'],
        texts: ['The above copyright notice'],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('stand once where only title, quotes and line breaks differ', () => {
    const texts = new Texts();
    const first = texts.add('The MIT License (MIT)\n\nTake "it"\nand go.', 'MIT');
    expect(texts.add("MIT License\n\nTake 'it' and go.", 'MIT')).toBe(first);
    const other = texts.add('Take it and stay.', 'MIT');
    expect(other).not.toBe(first);
    expect(texts.usual('MIT')).toBe(first);
    expect(texts.usual('ISC')).toBeUndefined();
    expect(texts.all).toHaveLength(2);
  });
});
