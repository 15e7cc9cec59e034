import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './served';

/** Shells that blocks are written for. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash']);

/** A block of shell commands in a document. */
export interface ShellBlock {
  /** The heading above it. */
  readonly section: string;
  readonly text: string;
}

export function readDocument(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function shellBlocks(markdown: string): ShellBlock[] {
  const parts = markdown.matchAll(/^#+ (.*)$|^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm);
  const blocks: ShellBlock[] = [];
  let section = '';
  for (const [, heading, language = '', text = ''] of parts) {
    if (heading !== undefined) section = heading;
    else if (SHELLS.has(language)) blocks.push({ section, text });
  }
  return blocks;
}

/** The commands of a block of one-liners, without what is said of them. */
export function commandLines({ text }: ShellBlock): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** What stands in the text as code, blocks apart. */
export function inlineCode(markdown: string): string[] {
  const text = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll(/\s+|\\/g, ' '));
}

/** Where links within the repository lead: file, relative to the document's folder, and heading. */
export function localLinks(markdown: string): { file: string; anchor: string }[] {
  const targets = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets
    .filter((target) => !/^(?:https?|mailto):/.test(target))
    .map((target) => {
      const [file = '', anchor = ''] = target.split('#');
      return { file, anchor };
    });
}

/** The names under which GitHub links to headings. */
export function anchors(markdown: string): string[] {
  const named = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...new Set(named)];
}
