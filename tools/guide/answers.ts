import { agree, type Closeness } from './agree';
import { layOut } from './lay-out';
import type { Fence } from './markdown';
import { shorten } from './shorten';
import type { Steadier } from './steady';

/** Behind the language of an answer whose figures come from a training. */
const ROUGH = 'about';

/** What an answer should say: what it says already, where that agrees with `output`. */
export function answerBody(fence: Fence, output: string, steadier: Steadier): string {
  const closeness: Closeness = fence.note === ROUGH ? 'rough' : 'close';
  if (fence.language !== 'json') {
    const text = `${steadier.text(output.replaceAll('\r', '')).trimEnd()}\n`;
    return agree(fence.body, text, closeness) ? fence.body : text;
  }
  const value = shorten(steadier.json(JSON.parse(output)));
  return agree(parsed(fence.body), value, closeness) ? fence.body : `${layOut(value)}\n`;
}

/** What an answer says; nothing where it was not written yet. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
