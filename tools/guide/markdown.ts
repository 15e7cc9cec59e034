/** A fenced block of a Markdown text. */
export interface Fence {
  readonly language: string;
  /** What stands behind the language. */
  readonly note: string;
  readonly body: string;
  /** Where the body begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** Commands, and the block with what they print, where one follows. */
export interface Example {
  readonly script: string;
  readonly answer: Fence | null;
  /** Line of the text at which the commands begin, from 1. */
  readonly line: number;
}

const FENCE = /^```(\w*) ?([^\n]*)\n([\s\S]*?)^```$/gm;

/** Commands in these blocks are run; `bash` is for what a reader runs elsewhere. */
const RUN = 'sh';
/** A block of this kind right after commands is their answer. */
const ANSWERS: ReadonlySet<string> = new Set(['json', 'text']);

export function fencesOf(markdown: string): Fence[] {
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [whole, language = '', note = '', body = ''] = match;
    const start = match.index + whole.indexOf('\n') + 1;
    return { language, note, body, start, end: start + body.length };
  });
}

/** The examples in the order in which they are run. */
export function examplesOf(markdown: string): Example[] {
  const fences = fencesOf(markdown);
  return fences.flatMap((fence, i) => {
    if (fence.language !== RUN) return [];
    const next = fences[i + 1];
    const isAnswered =
      next !== undefined &&
      ANSWERS.has(next.language) &&
      /^```\s*```[^\n]+\n$/.test(markdown.slice(fence.end, next.start));
    const line = markdown.slice(0, fence.start).split('\n').length;
    return [{ script: fence.body, answer: isAnswered ? next : null, line }];
  });
}

/** The text with other bodies in some of its blocks. */
export function withBodies(markdown: string, bodies: ReadonlyMap<Fence, string>): string {
  let text = '';
  let from = 0;
  for (const [{ start, end }, body] of [...bodies].sort(([a], [b]) => a.start - b.start)) {
    text += markdown.slice(from, start) + body;
    from = end;
  }
  return text + markdown.slice(from);
}
