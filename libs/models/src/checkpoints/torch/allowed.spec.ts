import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piece, pickleOf, type Piece } from '../../../test-support/pickle-writer';
import { torchZip } from '../../../test-support/zip-writer';
import type { TorchValue } from '../pickle/values';
import { readTorchCheckpoint } from './read-torch-checkpoint';

const read = (root: Piece): TorchValue => readTorchCheckpoint(torchZip(pickleOf(root)));
const refusal = expect.objectContaining({ name: 'ModelError', code: 'bad-checkpoint' }) as Error;
const ordered = piece.global('collections', 'OrderedDict');

describe('names that a pickle asks for', () => {
  const trace = join(tmpdir(), `nano-os-pickle-${process.pid}`);

  it.each([
    ['os', 'system'],
    ['posix', 'system'],
    ['nt', 'system'],
    ['subprocess', 'Popen'],
    ['builtins', 'eval'],
    ['__builtin__', 'exec'],
    ['builtins', 'open'],
    ['builtins', '__import__'],
    ['importlib', 'import_module'],
    ['pickle', 'loads'],
    ['torch', 'load'],
    ['torch.hub', 'load'],
    ['torch.jit', 'load'],
    ['torch.storage', '_load_from_bytes'],
    ['torch._utils', '_rebuild_xla_tensor'],
    ['torch.serialization', 'os'],
    ['numpy.core.multiarray', '_reconstruct'],
    ['collections', 'OrderedDict.__init__'],
    ['child_process', 'execSync'],
    ['constructor', 'constructor'],
    ['torch', '__proto__'],
    ['torch', 'constructor'],
    ['matgl', 'x.y'],
    ['matglx', 'Thing'],
  ])('refuses %s.%s, called or not', (module, name) => {
    const callee = piece.global(module, name);
    const call = piece.call(callee, piece.text(`touch ${trace}`));
    for (const root of [callee, call, piece.dict(piece.text('x'), call)]) {
      expect(() => read(root)).toThrow(refusal);
    }
    expect(existsSync(trace)).toBe(false);
  });

  it('refuses a name that is put together on the stack', () => {
    const stackGlobal = [...piece.text('os'), ...piece.text('system'), 0x93];
    expect(() => read(piece.call(stackGlobal, piece.text('true')))).toThrow(/os\.system/);
  });

  it.each([
    ['with a line break', piece.call([0x8c, 4, ...Buffer.from('o\ns.'), 0x8c, 1, 0x78, 0x93])],
    ['without letters', piece.global('', '')],
    ['without end', [0x63, 0x6f, 0x73]],
    ['that is no text', [...piece.int(1), ...piece.int(2), 0x93]],
  ])('refuses a name %s', (_, root) => {
    expect(() => read(root)).toThrow(refusal);
  });

  it('calls nothing that is on the list by another name', () => {
    expect(() => read(piece.call(piece.text('collections.OrderedDict')))).toThrow(refusal);
    expect(() => read(piece.call(piece.call(ordered)))).toThrow(refusal);
    expect(() => read(piece.create(ordered))).toThrow(refusal);
  });

  it('takes no attribute but of the classes that it keeps as names', () => {
    const getattr = piece.global('builtins', 'getattr');
    const scheduler = piece.global('torch.optim.lr_scheduler', 'OneCycleLR');
    for (const args of [
      [piece.text('os'), piece.text('system')],
      [piece.dict(), piece.text('__class__')],
      [ordered, piece.text('__init__')],
      [scheduler, piece.text('step.__globals__')],
      [scheduler, piece.int(1)],
      [scheduler],
    ]) {
      expect(() => read(piece.call(getattr, ...args))).toThrow(refusal);
    }
  });

  it('keeps what is called with what it was called with, and runs nothing', () => {
    const layer = piece.call(piece.global('matgl.layers._bond', 'BondExpansion'), piece.int(5));
    expect(read(layer)).toEqual({
      kind: 'object',
      className: 'matgl.layers._bond.BondExpansion',
      args: [5],
      state: null,
    });
    // A record has one state, and cannot be called like a class.
    expect(() => read(piece.build(piece.build(layer, piece.dict()), piece.dict()))).toThrow(
      refusal,
    );
    expect(() => read(piece.call(layer))).toThrow(refusal);
  });

  it.each([
    ['class', ordered],
    ['storage type', piece.global('torch', 'FloatStorage')],
    ['inert class', piece.global('argparse', 'Namespace')],
    ['storage', piece.storage('FloatStorage', '0', piece.int(0))],
    [
      'number type',
      piece.call(piece.global('numpy', 'dtype'), piece.text('f8'), piece.no, piece.yes),
    ],
  ])('refuses a %s as a value', (_, part) => {
    expect(() =>
      readTorchCheckpoint(torchZip(pickleOf(piece.list(part)), { 0: new Uint8Array() })),
    ).toThrow(refusal);
  });

  it('reaches no prototype by the keys of dictionaries', () => {
    const root = piece.dict(
      piece.text('__proto__'),
      piece.dict(piece.text('polluted'), piece.yes),
      piece.text('constructor'),
      piece.build(
        piece.create(piece.global('argparse', 'Namespace')),
        piece.dict(piece.text('__proto__'), piece.yes),
      ),
    );
    const value = read(root) as Map<string, TorchValue>;
    expect([...value.keys()]).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('items of an ordered dictionary', () => {
  it('reads them as Python 2 wrote them', () => {
    const items = piece.list(
      piece.list(piece.text('b'), piece.int(1)),
      piece.list(piece.text('a'), piece.int(2)),
    );
    expect([...(read(piece.call(ordered, items)) as Map<string, number>)]).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
  });

  it.each([
    ['no list', piece.text('ab')],
    ['no pairs', piece.list(piece.list(piece.text('a')))],
    ['keys that are lists', piece.list(piece.list(piece.list(), piece.int(1)))],
  ])('refuses %s', (_, items) => {
    expect(() => read(piece.call(ordered, items))).toThrow(refusal);
  });
});
