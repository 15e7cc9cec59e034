import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddFineTunes1795611600000 implements MigrationInterface {
  name = 'AddFineTunes1795611600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "fine_tunes" ("job_id" uuid NOT NULL, "name" character varying(50) NOT NULL, "key" character varying(50) NOT NULL, "visibility" character varying(20) NOT NULL, "pairs" json NOT NULL, "card" json, "weights" bytea, CONSTRAINT "PK_fine_tunes" PRIMARY KEY ("job_id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "UQ_fine_tunes_key" ON "fine_tunes"  ("key")`);
    await runner.query(
      `ALTER TABLE "fine_tunes" ADD CONSTRAINT "FK_fine_tunes_job" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "fine_tunes" DROP CONSTRAINT "FK_fine_tunes_job"`);
    await runner.query(`DROP INDEX "public"."UQ_fine_tunes_key"`);
    await runner.query(`DROP TABLE "fine_tunes"`);
  }
}
