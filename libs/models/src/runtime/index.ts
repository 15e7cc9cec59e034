export type { ModelAnswer, ModelValues, Refusal } from './answer';
export type { PlainCrystal } from './crystals';
export { InferencePool, type PoolOptions } from './inference-pool';
export type { CompiledModel, Run } from './messages';
export { estimatePairs } from './size';
