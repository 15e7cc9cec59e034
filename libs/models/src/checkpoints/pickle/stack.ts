import { badCheckpoint } from '../bad-checkpoint';
import type { Part } from './values';

/** The stack of a pickle with its marks, and the values that it remembers by number. */
export class PickleStack {
  private readonly parts: Part[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, Part>();

  push(part: Part): void {
    this.parts.push(part);
  }

  pop(): Part {
    this.need(1);
    return this.parts.pop() as Part;
  }

  top(): Part {
    this.need(1);
    return this.parts.at(-1) as Part;
  }

  /** The uppermost values in the order in which they were pushed. */
  popMany(count: number): Part[] {
    this.need(count);
    return this.parts.splice(this.parts.length - count, count);
  }

  mark(): void {
    this.marks.push(this.parts.length);
  }

  /** What was pushed since the last mark. */
  popToMark(): Part[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw badCheckpoint('its pickle takes what it did not put');
    return this.parts.splice(mark);
  }

  /** What is left in the end. */
  finish(): Part {
    const part = this.pop();
    if (this.parts.length > 0 || this.marks.length > 0) {
      throw badCheckpoint('its pickle ends with more than one value');
    }
    return part;
  }

  remember(index: number = this.memo.size): void {
    this.memo.set(index, this.top());
  }

  recall(index: number): Part {
    const part = this.memo.get(index);
    if (part === undefined) throw badCheckpoint('its pickle recalls what it never remembered');
    return part;
  }

  /** Values below a mark cannot be taken before the mark is. */
  private need(count: number): void {
    if (this.parts.length - (this.marks.at(-1) ?? 0) < count) {
      throw badCheckpoint('its pickle takes what it did not put');
    }
  }
}
