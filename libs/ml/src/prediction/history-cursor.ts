import { invalidField } from '@nano-os/common';
import type { HistoryPosition } from './prediction-archive';

const POSITION = /^(\d{1,17}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Names a place in a history, for the client to hand back. */
export function encodeCursor({ micros, id }: HistoryPosition): string {
  return Buffer.from(`${micros}:${id}`).toString('base64url');
}

/** @throws {ProblemException} invalid-request, for a text that {@link encodeCursor} never made */
export function decodeCursor(cursor: string): HistoryPosition {
  const [, micros, id] = POSITION.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (micros !== undefined && id !== undefined) return { micros, id };
  throw invalidField('cursor', 'cursor must be a next_cursor of this history');
}
