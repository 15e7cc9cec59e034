import {
  encodeOnnx,
  Session,
  type Feeds,
  type OutputValues,
  type Precision,
  type Tensor,
} from '../src';

/** Encodes a graph, runs it once and throws it away. */
export async function run(
  outputs: Readonly<Record<string, Tensor>>,
  feeds: Feeds = {},
  precision: Precision = 'float64',
  inputs: readonly Tensor[] = [],
): Promise<Record<string, OutputValues>> {
  const session = await Session.create(encodeOnnx(outputs, { precision, inputs }));
  const result = await session.run(feeds);
  await session.dispose();
  return result;
}

/** The values of one tensor. */
export async function valuesOf(
  tensor: Tensor,
  feeds: Feeds = {},
  precision: Precision = 'float64',
): Promise<number[]> {
  const { value } = await run({ value: tensor }, feeds, precision);
  return Array.from(value?.data ?? []);
}
