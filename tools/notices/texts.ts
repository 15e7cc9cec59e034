/** Texts of licences, those that say the same once. */
export class Texts {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly uses = new Map<string, Map<number, number>>();

  /** The number of a text, from 1; counts its use for a licence. */
  add(text: string, licence: string): number {
    const key = essence(text);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.all.push(text);
      this.numbers.set(key, number);
    }
    const uses = this.uses.get(licence) ?? new Map<number, number>();
    uses.set(number, (uses.get(number) ?? 0) + 1);
    this.uses.set(licence, uses);
    return number;
  }

  /** The number of the text that most packages have of this licence. */
  usual(licence: string): number | undefined {
    const uses = [...(this.uses.get(licence) ?? [])];
    return uses.sort((one, other) => other[1] - one[1])[0]?.[0];
  }
}

/** A text without what tells two copies of one licence apart: title, line breaks, quotes. */
function essence(text: string): string {
  return text
    .replace(/^\W*(?:the )?(?:mit|isc|bsd\S*) licen[cs]e\b[^\n]*$/gim, '')
    .replace(/^all rights reserved\.?$/gim, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
