import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StoreLargeArraysApart1795600502888 implements MigrationInterface {
  name = 'StoreLargeArraysApart1795600502888';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "predicted_properties" ADD "large_arrays" json`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "predicted_properties" DROP COLUMN "large_arrays"`);
  }
}
