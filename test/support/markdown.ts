import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './served';

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
  const parts = markdown.matchAll(/^#+ (.*)$|^```(\w*)\n([\s\S]*?)^```$/gm);
  const blocks: ShellBlock[] = [];
  let section = '';
  for (const [, heading, language, text = ''] of parts) {
    if (heading !== undefined) section = heading;
    else if (language === 'sh') blocks.push({ section, text });
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
