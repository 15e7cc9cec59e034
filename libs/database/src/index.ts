/**
 * The database room.
 *
 * For the application: `DatabaseModule.forRoot({ entities, migrations })` is global and provides
 * `DataSource` (by `@nestjs/typeorm`), `Sql` and `ChangeFeed`.
 * For programs: `resolveDatabase(environment)` gives `{ url, release() }`, of `DATABASE_URL` or of the
 * embedded server; `createDataSourceOptions(url, { entities, migrations, poolSize })`; `migrate`,
 * `revert`, `pendingMigrations`, `appliedMigrations`, `schemaDrift` work on an initialised DataSource.
 */
export * from './changes/change';
export * from './changes/change-feed';
export * from './changes/change-triggers';
export * from './changes/live-cache';
export * from './data-source';
export * from './database.module';
export * from './embedded/embedded-postgres';
export { withFileLock } from './embedded/file-lock';
export * from './errors';
export * from './health/health.controller';
export * from './idempotency/idempotency-key.entity';
export * from './idempotency/idempotency.module';
export * from './migrate';
export * from './migrations';
export * from './resolve-database';
export * from './sql';
