import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddCalculationJobs1795580469078 implements MigrationInterface {
  name = 'AddCalculationJobs1795580469078';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "calculation_jobs" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "kind" character varying(20) NOT NULL, "state" character varying(20) NOT NULL DEFAULT 'waiting', "owner_id" uuid NOT NULL, "structure_id" uuid NOT NULL, "parameters" json NOT NULL, "progress" json, "checkpoint" json, "result" json, "trajectory" json, "problem" json, "attempt" integer NOT NULL DEFAULT '0', "cancel_requested" boolean NOT NULL DEFAULT false, "stored_structure_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_36719bff7c5e824e5826dbb0194" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "IDX_calculation_jobs_unfinished" ON "calculation_jobs"  ("created_at") WHERE state IN ('waiting', 'running')`,
    );
    await runner.query(
      `CREATE INDEX "IDX_calculation_jobs_stored_structure" ON "calculation_jobs"  ("stored_structure_id")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_calculation_jobs_structure" ON "calculation_jobs"  ("structure_id")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_calculation_jobs_owner_created" ON "calculation_jobs"  ("owner_id", "created_at")`,
    );
    await runner.query(
      `ALTER TABLE "calculation_jobs" ADD CONSTRAINT "FK_44c294db6668cf4f34095e46748" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "calculation_jobs" ADD CONSTRAINT "FK_23a4dd3b81e1c5f0c95c4e2d3b9" FOREIGN KEY ("structure_id") REFERENCES "structures"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "calculation_jobs" ADD CONSTRAINT "FK_0f96dd0e777480550066a43e9a1" FOREIGN KEY ("stored_structure_id") REFERENCES "structures"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "calculation_jobs" DROP CONSTRAINT "FK_0f96dd0e777480550066a43e9a1"`,
    );
    await runner.query(
      `ALTER TABLE "calculation_jobs" DROP CONSTRAINT "FK_23a4dd3b81e1c5f0c95c4e2d3b9"`,
    );
    await runner.query(
      `ALTER TABLE "calculation_jobs" DROP CONSTRAINT "FK_44c294db6668cf4f34095e46748"`,
    );
    await runner.query(`DROP INDEX "public"."IDX_calculation_jobs_owner_created"`);
    await runner.query(`DROP INDEX "public"."IDX_calculation_jobs_structure"`);
    await runner.query(`DROP INDEX "public"."IDX_calculation_jobs_stored_structure"`);
    await runner.query(`DROP INDEX "public"."IDX_calculation_jobs_unfinished"`);
    await runner.query(`DROP TABLE "calculation_jobs"`);
  }
}
