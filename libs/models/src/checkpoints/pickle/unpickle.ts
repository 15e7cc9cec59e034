import { badCheckpoint } from '../bad-checkpoint';
import { Budget } from '../budget';
import { textOf, type ByteReader } from '../byte-reader';
import type { PickleHost } from './host';
import { integerOf } from './integer';
import { OPCODE } from './opcodes';
import { PickleStack } from './stack';
import type { Part, TorchKey, TorchMap, TorchValue } from './values';

/** A checkpoint of a thousand tensors takes some 40,000. They bound the stack and what is remembered, too. */
const MOST_INSTRUCTIONS = 1_000_000;
const LONGEST_NAME = 200;
const NEWLINE = 0x0a;

/**
 * Interprets one pickle and stands after it then. Nothing is looked up or called but through the host.
 * @throws {ModelError} bad-checkpoint
 */
export function unpickle(reader: ByteReader, host: PickleHost): Part {
  return new Unpickler(reader, host).run();
}

class Unpickler {
  private readonly stack = new PickleStack();
  /** Tuples are arrays here as well, but nothing may be added to them. */
  private readonly lists = new Set<Part>();

  constructor(
    private readonly reader: ByteReader,
    private readonly host: PickleHost,
  ) {}

  run(): Part {
    const { reader, stack } = this;
    const budget = new Budget(MOST_INSTRUCTIONS, 'instructions in its pickle');
    if (reader.u8() !== OPCODE.PROTO) throw badCheckpoint('it is no pickle of protocol 2 or later');
    const protocol = reader.u8();
    if (protocol < 2 || protocol > 5)
      throw badCheckpoint(`pickle protocol ${protocol} is not known`);
    for (;;) {
      budget.spend(1);
      const opcode = reader.u8();
      if (opcode === OPCODE.STOP) return stack.finish();
      if (!this.value(opcode) && !this.container(opcode) && !this.memory(opcode))
        this.reach(opcode);
    }
  }

  /** What pushes a plain value. */
  private value(opcode: number): boolean {
    const { reader, stack } = this;
    switch (opcode) {
      case OPCODE.NONE:
        stack.push(null);
        return true;
      case OPCODE.NEWTRUE:
        stack.push(true);
        return true;
      case OPCODE.NEWFALSE:
        stack.push(false);
        return true;
      case OPCODE.BININT:
        stack.push(reader.i32());
        return true;
      case OPCODE.BININT1:
        stack.push(reader.u8());
        return true;
      case OPCODE.BININT2:
        stack.push(reader.u16());
        return true;
      case OPCODE.LONG1:
        stack.push(integerOf(reader.take(reader.u8())));
        return true;
      case OPCODE.BINFLOAT:
        stack.push(reader.f64be());
        return true;
      case OPCODE.BINUNICODE:
        stack.push(this.text(reader.u32()));
        return true;
      case OPCODE.SHORT_BINUNICODE:
        stack.push(this.text(reader.u8()));
        return true;
      case OPCODE.BINBYTES:
        stack.push(reader.take(reader.u32()).slice());
        return true;
      case OPCODE.SHORT_BINBYTES:
        stack.push(reader.take(reader.u8()).slice());
        return true;
      default:
        return false;
    }
  }

  /** What makes or fills lists, tuples and dictionaries. */
  private container(opcode: number): boolean {
    const { stack } = this;
    switch (opcode) {
      case OPCODE.MARK:
        stack.mark();
        return true;
      case OPCODE.EMPTY_LIST: {
        const list: TorchValue[] = [];
        this.lists.add(list);
        stack.push(list);
        return true;
      }
      case OPCODE.APPEND:
        this.append(stack.popMany(1));
        return true;
      case OPCODE.APPENDS:
        this.append(stack.popToMark());
        return true;
      case OPCODE.EMPTY_TUPLE:
        stack.push([]);
        return true;
      case OPCODE.TUPLE:
        stack.push(stack.popToMark());
        return true;
      case OPCODE.TUPLE1:
      case OPCODE.TUPLE2:
      case OPCODE.TUPLE3:
        stack.push(stack.popMany(opcode - OPCODE.TUPLE1 + 1));
        return true;
      case OPCODE.EMPTY_DICT:
        stack.push(new Map());
        return true;
      case OPCODE.SETITEM:
        this.setItems(stack.popMany(2));
        return true;
      case OPCODE.SETITEMS:
        this.setItems(stack.popToMark());
        return true;
      default:
        return false;
    }
  }

  /** What remembers values and recalls them. */
  private memory(opcode: number): boolean {
    const { reader, stack } = this;
    switch (opcode) {
      case OPCODE.BINPUT:
        stack.remember(reader.u8());
        return true;
      case OPCODE.LONG_BINPUT:
        stack.remember(reader.u32());
        return true;
      case OPCODE.MEMOIZE:
        stack.remember();
        return true;
      case OPCODE.BINGET:
        stack.push(stack.recall(reader.u8()));
        return true;
      case OPCODE.LONG_BINGET:
        stack.push(stack.recall(reader.u32()));
        return true;
      case OPCODE.FRAME:
        // Only says how much to read at once.
        reader.skip(8);
        return true;
      default:
        return false;
    }
  }

  /** What reaches outside of the pickle. */
  private reach(opcode: number): void {
    const { reader, stack, host } = this;
    switch (opcode) {
      case OPCODE.GLOBAL: {
        const module = textOf(reader.takeUntil(NEWLINE), 'a name in its pickle');
        stack.push(this.global(module, textOf(reader.takeUntil(NEWLINE), 'a name in its pickle')));
        return;
      }
      case OPCODE.STACK_GLOBAL: {
        const [module, name] = stack.popMany(2);
        stack.push(this.global(module, name));
        return;
      }
      case OPCODE.REDUCE: {
        const [callee = null, args] = stack.popMany(2);
        stack.push(host.reduce(callee, argumentsOf(args)));
        return;
      }
      case OPCODE.NEWOBJ: {
        const [type = null, args] = stack.popMany(2);
        stack.push(host.create(type, argumentsOf(args)));
        return;
      }
      case OPCODE.BUILD: {
        const state = stack.pop();
        host.build(stack.top(), state);
        return;
      }
      case OPCODE.BINPERSID:
        stack.push(host.persistent(stack.pop()));
        return;
      default:
        throw badCheckpoint(
          `its pickle has an instruction (0x${opcode.toString(16)}) that is refused`,
        );
    }
  }

  private text(length: number): string {
    return textOf(this.reader.take(length), 'a text in its pickle');
  }

  private global(module: Part | undefined, name: Part | undefined): Part {
    const parts = [module, name];
    const isName = parts.every(
      (part) => typeof part === 'string' && part.length <= LONGEST_NAME && /^[\w.]+$/.test(part),
    );
    if (!isName) throw badCheckpoint('its pickle asks for something without a proper name');
    return this.host.global(module as string, name as string);
  }

  private append(items: readonly Part[]): void {
    const list = this.stack.top();
    if (!this.lists.has(list)) throw badCheckpoint('its pickle adds to something that is no list');
    for (const item of items) (list as Part[]).push(item);
  }

  private setItems(items: readonly Part[]): void {
    const map = this.stack.top();
    if (!(map instanceof Map) || items.length % 2 !== 0) {
      throw badCheckpoint('its pickle sets items of something that is no dictionary');
    }
    setPairs(map, items);
  }
}

/** Sets keys and values that follow one another. */
export function setPairs(map: TorchMap, items: readonly Part[]): void {
  for (let index = 0; index < items.length; index += 2) {
    const [key, value] = [items[index], items[index + 1]];
    if (!isKey(key)) throw badCheckpoint('its pickle has a key that is neither text nor number');
    // What is no plain value is found when all has been read.
    map.set(key, value as TorchValue);
  }
}

function isKey(part: Part | undefined): part is TorchKey {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof part);
}

function argumentsOf(part: Part | undefined): readonly Part[] {
  if (!Array.isArray(part)) throw badCheckpoint('its pickle calls something without arguments');
  return part;
}
