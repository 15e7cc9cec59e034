/**
 * The queue of jobs: a port, and its adapters in memory and on BullMQ.
 */
export * from './create-job-queue';
export * from './job-queue';
export * from './jobs.module';
export { MemoryJobQueue } from './memory/memory-job-queue';
