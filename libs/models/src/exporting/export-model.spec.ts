import { Lattice, Structure } from '@nano-os/crystal';
import { Session } from '@nano-os/tensor';
import { InferenceSession } from 'onnxruntime-node';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFault } from '../../test-support/model-fault';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyModel } from '../../test-support/tiny-model';
import { readCard } from '../cards/card-bytes';
import { networkOf } from '../networks';
import { exportModel } from './export-model';

const model = tinyModel();
const { name } = model.card;
const folder = temporaryFolder();
const read = (path: string): Buffer => readFileSync(join(folder(), name, path));

/** Name, type and dimensions of each value in one list of a config.pbtxt. */
function pbtxtValues(text: string, list: string): unknown[] {
  const [, inner = ''] = new RegExp(`^${list} \\[\\n([\\s\\S]*?)\\n\\]`, 'm').exec(text) ?? [];
  const entry = /name: "(\w+)"\s+data_type: (\w+)\s+dims: \[ ([-\d, ]+) \]/g;
  return [...inner.matchAll(entry)].map(([, value, type, dims]) => ({
    name: value,
    type,
    dims: dims!.split(', ').map(Number),
  }));
}

const TRITON = { float32: 'TYPE_FP32', float64: 'TYPE_FP64', int32: 'TYPE_INT32' } as const;

/** The same of the session that ONNX Runtime makes of the file. */
function sessionValues(values: readonly InferenceSession.ValueMetadata[]): unknown[] {
  return values.map((value) => {
    if (!value.isTensor) throw new Error(value.name);
    const dims = value.shape.map((dim) => (typeof dim === 'number' ? dim : -1));
    return { name: value.name, type: TRITON[value.type as keyof typeof TRITON], dims };
  });
}

describe('exportModel', () => {
  it('writes a folder of a model repository', async () => {
    expect(await exportModel(model, folder())).toBe(join(folder(), name));
    const files = ['1', 'card.json', 'config.pbtxt', 'metadata.json'];
    expect(readdirSync(join(folder(), name)).sort()).toEqual(files);
    expect(readdirSync(join(folder(), name, '1'))).toEqual(['model.onnx']);
    expect(readdirSync(folder())).toEqual([name]);
    expect(readCard(read('card.json'))).toEqual(model.card);
  });

  it('tells servers the inputs and outputs that the file has', async () => {
    await exportModel(model, folder());
    const session = await InferenceSession.create(read('1/model.onnx'));
    const inputs = sessionValues(session.inputMetadata);
    const outputs = sessionValues(session.outputMetadata);
    await session.release();
    expect(inputs.length).toBeGreaterThan(3);

    const config = read('config.pbtxt').toString();
    expect(config).toMatch(
      /^name: "CGCNN-tiny"\nplatform: "onnxruntime_onnx"\nmax_batch_size: 0\n/,
    );
    expect(pbtxtValues(config, 'input')).toEqual(inputs);
    expect(pbtxtValues(config, 'output')).toEqual(outputs);

    const metadata = JSON.parse(read('metadata.json').toString()) as Record<string, unknown>;
    const asTriton = (values: unknown) =>
      (values as { name: string; datatype: string; shape: number[] }[]).map((value) => ({
        name: value.name,
        type: `TYPE_${value.datatype}`,
        dims: value.shape,
      }));
    expect(metadata).toMatchObject({ name, versions: ['1'], platform: 'onnxruntime_onnx' });
    expect(asTriton(metadata.inputs)).toEqual(inputs);
    expect(asTriton(metadata.outputs)).toEqual(outputs);
  });

  it('writes a graph that gives what ours gives', async () => {
    await exportModel(model, folder());
    const network = networkOf('cgcnn');
    const config = network.parseConfig(model.card.config);
    const cell = Lattice.fromParameters(4.2, 4.2, 4.2, 90, 90, 90);
    const crystal = new Structure(
      cell,
      ['Mg', 'O'],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
      ],
    );
    const graph = network.featurise(crystal, config);
    const feeds = network.collate([graph, graph], config);
    const session = await Session.create(read('1/model.onnx'));
    const [one, two] = network.decode(await session.run(feeds), [graph, graph], config);
    await session.dispose();
    expect(Number.isFinite(one?.value)).toBe(true);
    expect(two).toEqual(one);
  });

  it('does not take the place of what is there, unless it is told to', async () => {
    mkdirSync(join(folder(), name));
    writeFileSync(join(folder(), name, 'mine'), '');
    await expect(exportModel(model, folder())).rejects.toThrow(modelFault('export-exists'));
    expect(readdirSync(join(folder(), name))).toEqual(['mine']);
    await exportModel(model, folder(), { force: true });
    expect(readdirSync(join(folder(), name))).not.toContain('mine');
    expect(readdirSync(folder())).toEqual([name]);
  });
});
