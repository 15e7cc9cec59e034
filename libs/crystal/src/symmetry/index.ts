export * from './off-thread';
export * from './symmetry';
