import fc from 'fast-check';

// One seed for every property: a run repeats the last one, and a failure is of the change at hand.
fc.configureGlobal({ seed: 20260101 });
