import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a package says of its licence beside the name of it. */
export interface Licence {
  readonly licence: string;
  readonly copyrights: readonly string[];
  /** Texts without their lines of copyright; none where the package has none. */
  readonly texts: readonly string[];
}

type Person = string | { readonly name?: string };

interface Manifest {
  readonly license?: string;
  readonly licenses?: readonly { readonly type: string }[];
  readonly author?: Person;
  readonly collaborators?: readonly Person[];
}

/** Holders that packages without a licence file name neither there nor in `package.json`. */
const HOLDERS: Readonly<Record<string, string>> = {
  'onnxruntime-common': 'Microsoft Corporation',
  'onnxruntime-node': 'Microsoft Corporation',
};

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|copyrightnotice)(?:[.-].*)?$/i;
/** `Copyright (c) 2020 Somebody`, and `Copyright Somebody`; not `copyright notice` and its like. */
const COPYRIGHT = /^\W*(?:portions )?copyright\b.*(?:\d{4}|\(c\)|©)/i;
const COPYRIGHT_OF = /^\W*Copyright (?!Notice|License|Owner|Holder)\p{Lu}/u;
const isCopyright = (line: string): boolean => COPYRIGHT.test(line) || COPYRIGHT_OF.test(line);

/** The licence in a readme: what follows a heading of that name, where it is a whole text. */
function fromReadme(readme: string): string | undefined {
  const [, section] = /^#+\s*licen[cs]e\s*$([^#]*)/im.exec(readme) ?? [];
  return section?.includes('Permission is hereby granted') ? section : undefined;
}

function textsIn(folder: string): string[] {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const files = readdirSync(folder).sort();
  const licences = files.filter((name) => LICENCE_FILE.test(name)).map(read);
  if (licences.length > 0) return licences;
  return files
    .filter((name) => /^readme\.md$/i.test(name))
    .flatMap((name) => fromReadme(read(name)) ?? []);
}

const nameOf = (person: Person): string =>
  (typeof person === 'string' ? person : (person.name ?? '')).replace(/\s*[<(].*/, '');

/** The licence of the package of this name that lies in a folder. */
export function licenceIn(folder: string, name: string): Licence {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { author, collaborators = [] } = manifest;
  const lines = textsIn(folder).map((text) => text.replaceAll('\r', '').split('\n'));
  const stated = lines.flat().filter(isCopyright);
  const holder =
    HOLDERS[name] ?? [...(author ? [author] : []), ...collaborators].map(nameOf).join(', ');
  const copyrights =
    stated.length > 0
      ? [...new Set(stated.map((line) => line.replace(/^[\s*#>]+/, '').trim()))]
      : [holder || `the authors of ${name}`];
  return {
    licence: manifest.license ?? manifest.licenses?.map(({ type }) => type).join(' OR ') ?? '',
    copyrights,
    texts: lines
      .map((text) =>
        text
          .filter((line) => !isCopyright(line))
          .join('\n')
          .trim(),
      )
      .filter((text) => text !== ''),
  };
}
