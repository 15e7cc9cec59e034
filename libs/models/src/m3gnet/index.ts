export { parseConfig as parseM3gnetConfig, type M3gnetConfig } from './config';
export { convertM3gnetMatgl } from './convert-matgl';
export type { M3gnetGraph } from './graph';
export { m3gnet } from './network';
