import type { FeedTiming } from '@nano-os/database';

const MINUTES_MS = 600_000;

/** Takes no connection for lost because the machine is busy; one that breaks is noticed all the same. */
export const PATIENT: FeedTiming = {
  heartbeatMs: MINUTES_MS,
  answerMs: MINUTES_MS,
  leaseMs: 10 * MINUTES_MS,
};
