import { TestEnvironment } from 'jest-environment-node';

const SHARED = ['Float32Array', 'Float64Array', 'Int32Array', 'BigInt64Array'];

/**
 * Jest runs tests in a realm of their own, whose typed arrays native code neither makes nor takes:
 * ONNX Runtime needs those of the process.
 */
export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of SHARED) this.global[name] = globalThis[name];
  }
}
