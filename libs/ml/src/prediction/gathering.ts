/**
 * Gathers what arrives in one round of the event loop, so that requests which come at once share
 * their statements and their run of the model. Nobody waits longer than that round.
 */
export class Gathering<Key, Item> {
  private readonly groups = new Map<Key, Item[]>();

  /**
   * @param most items in one group
   * @param depart called with each group once it is complete
   */
  constructor(
    private readonly most: number,
    private readonly depart: (key: Key, items: Item[]) => void,
  ) {}

  add(key: Key, items: readonly Item[]): void {
    const group = this.groups.get(key);
    if (group && group.length + items.length <= this.most) {
      group.push(...items);
      return;
    }
    // A full group leaves with its own round; this one takes its place.
    const next = [...items];
    this.groups.set(key, next);
    setImmediate(() => {
      if (this.groups.get(key) === next) this.groups.delete(key);
      this.depart(key, next);
    });
  }
}
