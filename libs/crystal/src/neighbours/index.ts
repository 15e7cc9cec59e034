export { neighbourList } from './neighbour-list';
export type { NeighbourList } from './pair-buffer';
export { kNearestNeighbours, type NearestOptions } from './k-nearest';
