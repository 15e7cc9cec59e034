export * from './off-thread';
export * from './operations';
export * from './symmetry';
