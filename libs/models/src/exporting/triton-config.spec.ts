import { tritonConfig } from './triton-config';

describe('tritonConfig', () => {
  it('sends a value without dimensions as one of length 1', () => {
    const value = { name: 'count', datatype: 'INT32', shape: [] } as const;
    const text = tritonConfig('m', { inputs: [value], outputs: [{ ...value, shape: ['n', 3] }] });
    expect(text).toContain('dims: [ 1 ]\n    reshape: { shape: [ ] }');
    expect(text).toContain('dims: [ -1, 3 ]');
  });

  it('asks for one thread, without which sums would be wrong', () => {
    const text = tritonConfig('m', { inputs: [], outputs: [] });
    expect(text).toContain('{ key: "intra_op_thread_count" value: { string_value: "1" } }');
  });
});
