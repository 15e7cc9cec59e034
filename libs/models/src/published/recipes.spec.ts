import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFault } from '../../test-support/model-fault';
import { SHARED } from '../../test-support/shared';
import { MODEL_NAME } from '../cards/model-name';
import { PUBLISHED, publishedModel } from './recipes';
import { mirrorAddress, publicAddress } from './repositories';
import { UNSERVED } from './unserved';

const files = PUBLISHED.flatMap((recipe) =>
  recipe.files.map((file) => ({ ...file, repository: recipe.repository })),
);

describe('the published models', () => {
  it('are pinned to a commit, and their files to a size and a digest', () => {
    for (const { repository, files: own, name } of PUBLISHED) {
      expect(repository.commit).toMatch(/^[0-9a-f]{40}$/);
      expect(name).toMatch(MODEL_NAME);
      expect(new Set(own.map(({ path }) => path)).size).toBe(own.length);
    }
    for (const { sha256, bytes } of files) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(0);
      expect([...UNSERVED.keys()]).not.toContain(sha256);
    }
    const names = PUBLISHED.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it('are found by name, without regard to case', () => {
    expect(publishedModel('cgcnn-BAND-gap').name).toBe('CGCNN-band-gap');
    expect(() => publishedModel('CGCNN')).toThrow(modelFault('unknown-model'));
  });

  it('have addresses at the commit, and on mirrors', () => {
    const repository = { owner: 'o', name: 'n', commit: 'c'.repeat(40), licence: 'MIT' };
    expect(publicAddress(repository, 'a/b.pt')).toBe(
      `https://raw.githubusercontent.com/o/n/${repository.commit}/a/b.pt`,
    );
    for (const mirror of ['http://host/files', 'http://host/files/']) {
      expect(mirrorAddress(mirror, repository, 'a/b.pt')).toBe('http://host/files/o+n/a/b.pt');
    }
  });
});

const suite = existsSync(join(SHARED, 'weights')) ? describe : describe.skip;

suite('the published files (skipped where NANO_OS_SHARED has no weights)', () => {
  const folder = 'file:' + join(SHARED, 'weights');

  it.each(files)('are those of the recipes: $path', ({ repository, path, bytes, sha256 }) => {
    const content = readFileSync(new URL(mirrorAddress(folder, repository, path)));
    expect(content.length).toBe(bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  });

  it('are under the licences that the cards will name', () => {
    for (const { owner, name, licence } of new Set(files.map(({ repository }) => repository))) {
      const text = readFileSync(join(SHARED, 'weights', `${owner}+${name}`, 'LICENSE'), 'utf8');
      const isMit = text.includes('Permission is hereby granted, free of charge');
      expect([name, isMit ? 'MIT' : 'BSD-3-Clause']).toEqual([name, licence]);
    }
  });
});
