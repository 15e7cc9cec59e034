import { ModelError } from '../errors';
import type { ThreadReply } from './messages';

export const stopping = (): ModelError => new ModelError('stopping', 'The server is stopping.');

/** Why a thread did not do what it was asked. */
export function errorOfReply(reply: ThreadReply, name: string): ModelError {
  if (reply.kind === 'refused') return new ModelError(reply.code, reply.message);
  const stack = reply.kind === 'failed' ? reply.stack : '';
  const [what = ''] = stack.split('\n');
  return new ModelError('bad-model', `${name} cannot be run: ${what}`, { cause: stack });
}
