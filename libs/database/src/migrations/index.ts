import type { MigrationInterface } from 'typeorm';
import { AddCalculationJobs1795580469078 } from './1795580469078-AddCalculationJobs';
import { AddJobs1795593298241 } from './1795593298241-AddJobs';
import { StoreLargeArraysApart1795600502888 } from './1795600502888-StoreLargeArraysApart';
import { AddFineTunes1795611600000 } from './1795611600000-AddFineTunes';
import { CreateTables1795535167686 } from './1795535167686-CreateTables';
import { TellOfChanges1795535648924 } from './1795535648924-TellOfChanges';

/** Every migration, oldest first. A new one is added at the end and never changed after release. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateTables1795535167686,
  TellOfChanges1795535648924,
  AddCalculationJobs1795580469078,
  AddJobs1795593298241,
  StoreLargeArraysApart1795600502888,
  AddFineTunes1795611600000,
];
