export { chemistryOf, type Chemistry } from './chemistry';
export { confidencesOf } from './confidences-of';
export { measureErrors, type MeasuredError } from './measure-errors';
export { errorOf, servedValue, toleranceOf } from './tolerances';
export { strangenessOf, trainingDomain } from './training-domain';
