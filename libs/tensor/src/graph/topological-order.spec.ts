import { add, exp, input, mul } from '../index';
import { topologicalOrder } from './topological-order';

const x = input('x', 'float', []);
const y = exp(x);
const z = mul(add(y, x), y);

describe('topologicalOrder', () => {
  it('lists each tensor once, inputs first', () => {
    const order = topologicalOrder([z, y]);
    expect(order).toHaveLength(4);
    for (const [i, tensor] of order.entries()) {
      expect(order.slice(0, i)).toEqual(expect.arrayContaining([...tensor.inputs]));
    }
  });

  it('looks behind nothing that is skipped', () => {
    expect(
      topologicalOrder([z], (tensor) => tensor === y).map(({ operation }) => operation.name),
    ).toEqual(['input', 'add', 'mul']);
  });
});
