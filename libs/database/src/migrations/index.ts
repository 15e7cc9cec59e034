import type { MigrationInterface } from 'typeorm';
import { StoreLargeArraysApart1795600502888 } from './1795600502888-StoreLargeArraysApart';
import { AddJobs1795593298241 } from './1795593298241-AddJobs';
import { CreateTables1795535167686 } from './1795535167686-CreateTables';
import { TellOfChanges1795535648924 } from './1795535648924-TellOfChanges';

/** Every migration, oldest first. A new one is added at the end and never changed after release. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateTables1795535167686,
  TellOfChanges1795535648924,
  AddJobs1795593298241,
  StoreLargeArraysApart1795600502888,
];
