import { ProblemException } from '@nano-os/common';
import { readDraft } from './read-draft';
import { ReaderThread } from './reader-thread';
import { StructureReader } from './structure-reader';

const LIMITS = { maxBytes: 100_000, maxSites: 500 };

/** The same file, too long to be read at once. */
const padded = (content: string): string => content + ' '.repeat(20_000);

/** Silicon atoms on a grid of `side`³ points, 2.6 Å apart: as POSCAR, some 25 bytes a site. */
function grid(side: number): string {
  const sites: string[] = [];
  for (let i = 0; i < side ** 3; i++) {
    const indices = [i % side, Math.floor(i / side) % side, Math.floor(i / side ** 2)];
    sites.push(indices.map((index) => (index / side).toFixed(6)).join(' '));
  }
  const head = ['grid', String(2.6 * side), '1 0 0', '0 1 0', '0 0 1', 'Si', String(side ** 3)];
  return [...head, 'Direct', ...sites].join('\n');
}

/** One general position of the group with 192 operations: few bytes, many sites. */
const MANY_BY_SYMMETRY = `data_x
_cell_length_a 20
_cell_length_b 20
_cell_length_c 20
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_space_group_name_H-M_alt 'F m -3 m'
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Si1 0.05 0.11 0.19
Si2 0.07 0.16 0.23
`;

/** Symmetry has tests of its own. */
const withoutSymmetry = () => Promise.resolve({ spaceGroup: null });

describe('StructureReader', () => {
  let reader: StructureReader;
  let thread: jest.SpiedFunction<ReaderThread['read']>;

  beforeEach(() => {
    reader = new StructureReader(LIMITS, withoutSymmetry);
    thread = jest.spyOn(ReaderThread.prototype, 'read');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await reader.onModuleDestroy();
  });

  const problemOf = async (content: string): Promise<ProblemException> => {
    const error: unknown = await reader.read({ content }).catch((reason: unknown) => reason);
    if (!(error instanceof ProblemException)) throw new Error('No problem');
    return error;
  };

  it('reads small files at once', async () => {
    const content = grid(2);
    expect(await reader.read({ content })).toEqual(readDraft({ content }, LIMITS));
    expect(thread).not.toHaveBeenCalled();
  });

  it('reads large files in a thread, to the same draft, from text and from bytes', async () => {
    const content = padded(grid(2));
    const draft = readDraft({ content }, LIMITS);
    expect(await reader.read({ content })).toEqual(draft);
    expect(await reader.read({ content: Buffer.from(content) })).toEqual(draft);
    expect(thread).toHaveBeenCalledTimes(2);
  });

  it('takes to the thread what has many sites by symmetry', async () => {
    const { numAtoms } = await reader.read({ content: MANY_BY_SYMMETRY });
    expect(numAtoms).toBe(2 * 192);
    expect(thread).toHaveBeenCalledTimes(1);
  });

  it('names what is wrong, wherever it was read', async () => {
    const bad = grid(2).replace('0.500000', '0.5x');
    for (const content of [bad, padded(bad)]) {
      const { problem, extras } = await problemOf(content);
      expect([problem, extras.code, extras.line]).toEqual(['invalid-structure', 'bad-number', 10]);
    }
    expect(thread).toHaveBeenCalledTimes(1);
    const many = await problemOf(grid(8));
    expect([many.problem, many.extras.code]).toEqual(['invalid-structure', 'too-many-sites']);
    const large = await problemOf(' '.repeat(LIMITS.maxBytes + 1));
    expect(large.problem).toBe('body-too-large');
  });
});

describe('ReaderThread', () => {
  const request = { source: { content: grid(2) }, limits: LIMITS };
  let thread: ReaderThread;

  beforeEach(() => {
    thread = new ReaderThread();
  });
  afterEach(() => thread.stop());

  const settled = (count: number): Promise<PromiseSettledResult<unknown>[]> =>
    Promise.allSettled(Array.from({ length: count }, async () => thread.read(request)));

  it('refuses at once when too many wait, and reads on afterwards', async () => {
    const results = await settled(80);
    // One is being read while 64 wait.
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(65);
    for (const result of results.slice(65)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'reader-busy' } });
    }
    expect((await thread.read(request)).numAtoms).toBe(8);
  });

  it('refuses what waits when it stops', async () => {
    const reading = settled(3);
    await thread.stop();
    for (const result of await reading) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'reader-busy' } });
    }
  });

  it('gives a file up that takes too long, and reads the next', async () => {
    await expect(thread.read(request, 0)).rejects.toMatchObject({ code: 'too-slow' });
    expect((await thread.read(request)).numAtoms).toBe(8);
  });
});
