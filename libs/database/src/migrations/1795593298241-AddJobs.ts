import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AddCalculationJobs1795580469078 } from './1795580469078-AddCalculationJobs';

/** The table of calculations, which no release has written to, gives way to one of all kinds of jobs. */
const calculationJobs = new AddCalculationJobs1795580469078();

export class AddJobs1795593298241 implements MigrationInterface {
  name = 'AddJobs1795593298241';

  async up(runner: QueryRunner): Promise<void> {
    await calculationJobs.down(runner);
    await runner.query(
      `CREATE TABLE "jobs" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "kind" character varying(20) NOT NULL, "state" character varying(20) NOT NULL DEFAULT 'waiting', "owner_id" uuid NOT NULL, "structure_id" uuid, "parameters" json NOT NULL, "progress" json, "checkpoint" json, "result" json, "details" json, "problem" json, "attempt" integer NOT NULL DEFAULT '0', "cancel_requested" boolean NOT NULL DEFAULT false, "stored_structure_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_cf0a6c42b72fcc7f7c237def345" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "IDX_jobs_unfinished" ON "jobs"  ("created_at") WHERE state IN ('waiting', 'running')`,
    );
    await runner.query(
      `CREATE INDEX "IDX_jobs_stored_structure" ON "jobs"  ("stored_structure_id")`,
    );
    await runner.query(`CREATE INDEX "IDX_jobs_structure" ON "jobs"  ("structure_id")`);
    await runner.query(
      `CREATE INDEX "IDX_jobs_owner_created" ON "jobs"  ("owner_id", "created_at")`,
    );
    await runner.query(
      `ALTER TABLE "jobs" ADD CONSTRAINT "FK_cf1e8c9d12b7f7c08667a5bde5d" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "jobs" ADD CONSTRAINT "FK_c63f8b6b8193cd51ecd2207fb4d" FOREIGN KEY ("structure_id") REFERENCES "structures"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "jobs" ADD CONSTRAINT "FK_22d2fea5459eaf57190374ea429" FOREIGN KEY ("stored_structure_id") REFERENCES "structures"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "jobs" DROP CONSTRAINT "FK_22d2fea5459eaf57190374ea429"`);
    await runner.query(`ALTER TABLE "jobs" DROP CONSTRAINT "FK_c63f8b6b8193cd51ecd2207fb4d"`);
    await runner.query(`ALTER TABLE "jobs" DROP CONSTRAINT "FK_cf1e8c9d12b7f7c08667a5bde5d"`);
    await runner.query(`DROP INDEX "public"."IDX_jobs_owner_created"`);
    await runner.query(`DROP INDEX "public"."IDX_jobs_structure"`);
    await runner.query(`DROP INDEX "public"."IDX_jobs_stored_structure"`);
    await runner.query(`DROP INDEX "public"."IDX_jobs_unfinished"`);
    await runner.query(`DROP TABLE "jobs"`);
    await calculationJobs.up(runner);
  }
}
