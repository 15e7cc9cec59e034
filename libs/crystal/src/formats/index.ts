export { detectFormat, formatOfName } from './detect';
export { StructureFormatError, type StructureFormatCode } from './errors';
export { DEFAULT_LIMITS, type FormatLimits } from './limits';
export { parseStructure } from './parse';
export { STRUCTURE_FORMATS } from './types';
export type { ParsedStructure, ParseOptions, StructureFormat, WritableFormat } from './types';
export { writeStructure } from './write';
export { writeXyz } from './xyz/write';
