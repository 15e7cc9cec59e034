import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTables1795535167686 implements MigrationInterface {
  name = 'CreateTables1795535167686';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "idempotency_keys" ("owner" character varying(64) NOT NULL, "route" character varying(200) NOT NULL, "key" character varying(255) NOT NULL, "fingerprint" character(64) NOT NULL, "holder" uuid NOT NULL, "lease_until" TIMESTAMP WITH TIME ZONE NOT NULL, "status" smallint, "answer" bytea, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_c9da4c52c427e3f8d4b4731e330" PRIMARY KEY ("owner", "route", "key"))`,
    );
    await runner.query(
      `CREATE INDEX "idx_idempotency_keys_created_at" ON "idempotency_keys"  ("created_at")`,
    );
    await runner.query(
      `CREATE TABLE "api_keys" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid NOT NULL, "name" character varying(100) NOT NULL, "prefix" character varying(16) NOT NULL, "key_hash" character(64) NOT NULL, "last_used_at" TIMESTAMP WITH TIME ZONE, "expires_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_5c8a79801b44bd27b79228e1dad" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "UQ_api_keys_hash" ON "api_keys"  ("key_hash")`);
    await runner.query(
      `CREATE INDEX "IDX_api_keys_user_created" ON "api_keys"  ("user_id", "created_at")`,
    );
    await runner.query(
      `CREATE TABLE "refresh_tokens" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid NOT NULL, "family_id" uuid NOT NULL, "token_hash" character(64) NOT NULL, "token_version" integer NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_7d8bee0204106019488c4c50ffa" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_refresh_tokens_user" ON "refresh_tokens"  ("user_id")`);
    await runner.query(
      `CREATE INDEX "IDX_refresh_tokens_family" ON "refresh_tokens"  ("family_id")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "UQ_refresh_tokens_hash" ON "refresh_tokens"  ("token_hash")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_refresh_tokens_expires_at" ON "refresh_tokens"  ("expires_at")`,
    );
    await runner.query(
      `CREATE TABLE "users" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "email" character varying(254) NOT NULL, "name" character varying(200), "password_hash" character varying(200) NOT NULL, "role" character varying(10) NOT NULL DEFAULT 'user', "disabled_at" TIMESTAMP WITH TIME ZONE, "token_version" integer NOT NULL DEFAULT '0', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "CHK_users_email_lower" CHECK ("email" = lower("email")), CONSTRAINT "CHK_users_role" CHECK ("role" IN ('admin', 'user')), CONSTRAINT "PK_a3ffb1c0c8416b9fc6f907b7433" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "UQ_users_email" ON "users"  ("email")`);
    await runner.query(`CREATE INDEX "IDX_users_created_at" ON "users"  ("created_at")`);
    await runner.query(
      `CREATE TABLE "predicted_properties" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "structure_id" uuid NOT NULL, "model_name" character varying(50) NOT NULL, "model_version" character varying(50) NOT NULL, "properties" json NOT NULL DEFAULT '{}', "confidence_scores" json NOT NULL DEFAULT '{}', "metadata" json, "content_hash" character(64), "weights_digest" character varying(64), "request_key" character(64), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_310c1cd580754a5a6cee513540a" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "UQ_predicted_properties_request_key" ON "predicted_properties"  ("request_key")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_predicted_properties_content" ON "predicted_properties"  ("content_hash", "model_name", "model_version")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_predicted_properties_model_version_created" ON "predicted_properties"  ("model_name", "model_version", "created_at")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_predicted_properties_structure_model_created" ON "predicted_properties"  ("structure_id", "model_name", "created_at")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_predicted_properties_created_at" ON "predicted_properties"  ("created_at")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_predicted_properties_model_name" ON "predicted_properties"  ("model_name")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_predicted_properties_structure_id" ON "predicted_properties"  ("structure_id")`,
    );
    await runner.query(
      `CREATE TABLE "simulations" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "structure_id" uuid NOT NULL, "owner_id" uuid NOT NULL, "code" character varying(100) NOT NULL, "method" character varying(200) NOT NULL, "summary" jsonb NOT NULL, "units" jsonb, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_c6d15083257a1c84ecd67423c30" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "IDX_simulations_owner_created" ON "simulations"  ("owner_id", "created_at")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_simulations_structure_created" ON "simulations"  ("structure_id", "created_at")`,
    );
    await runner.query(
      `CREATE TABLE "structures" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "owner_id" uuid NOT NULL, "name" character varying(200) NOT NULL, "visibility" character varying(10) NOT NULL DEFAULT 'private', "formula" text NOT NULL, "reduced_formula" text NOT NULL, "elements" text array NOT NULL, "num_elements" integer NOT NULL, "num_atoms" integer NOT NULL, "volume" double precision, "density" double precision, "dimensionality" smallint NOT NULL, "space_group_number" smallint, "space_group_symbol" character varying(20), "lattice" jsonb, "species" jsonb NOT NULL, "frac_coords" jsonb, "cart_coords" jsonb, "content_hash" character(64) NOT NULL, "source_format" character varying(20) NOT NULL, "notes" jsonb NOT NULL DEFAULT '[]', "parent_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "CHK_structures_dimensionality" CHECK ("dimensionality" BETWEEN 0 AND 3), CONSTRAINT "CHK_structures_visibility" CHECK ("visibility" IN ('private', 'public')), CONSTRAINT "PK_392d41b28d3ff6c67a9a93c9800" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "IDX_structures_formula" ON "structures"  ("formula")`);
    await runner.query(
      `CREATE INDEX "IDX_structures_reduced_formula" ON "structures"  ("reduced_formula")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_structures_elements" ON "structures" USING gin ("elements")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_structures_content_hash" ON "structures"  ("content_hash")`,
    );
    await runner.query(`CREATE INDEX "IDX_structures_parent" ON "structures"  ("parent_id")`);
    await runner.query(
      `CREATE INDEX "IDX_structures_visibility_created" ON "structures"  ("visibility", "created_at")`,
    );
    await runner.query(
      `CREATE INDEX "IDX_structures_owner_created" ON "structures"  ("owner_id", "created_at")`,
    );
    await runner.query(
      `ALTER TABLE "api_keys" ADD CONSTRAINT "FK_a3baee01d8408cd3c0f89a9a973" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "refresh_tokens" ADD CONSTRAINT "FK_3ddc983c5f7bcf132fd8732c3f4" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "predicted_properties" ADD CONSTRAINT "FK_afedca999dbc7f38e81abc70dde" FOREIGN KEY ("structure_id") REFERENCES "structures"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "simulations" ADD CONSTRAINT "FK_e15884c5a6f5dfc16c366734fd0" FOREIGN KEY ("structure_id") REFERENCES "structures"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "simulations" ADD CONSTRAINT "FK_6a75fa1480cd899ef44d2a52cbf" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "structures" ADD CONSTRAINT "FK_8f75d113f265fd5eb852e61e257" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "structures" ADD CONSTRAINT "FK_cf28eeb9976d26458a9237791b3" FOREIGN KEY ("parent_id") REFERENCES "structures"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "structures" DROP CONSTRAINT "FK_cf28eeb9976d26458a9237791b3"`);
    await runner.query(`ALTER TABLE "structures" DROP CONSTRAINT "FK_8f75d113f265fd5eb852e61e257"`);
    await runner.query(
      `ALTER TABLE "simulations" DROP CONSTRAINT "FK_6a75fa1480cd899ef44d2a52cbf"`,
    );
    await runner.query(
      `ALTER TABLE "simulations" DROP CONSTRAINT "FK_e15884c5a6f5dfc16c366734fd0"`,
    );
    await runner.query(
      `ALTER TABLE "predicted_properties" DROP CONSTRAINT "FK_afedca999dbc7f38e81abc70dde"`,
    );
    await runner.query(
      `ALTER TABLE "refresh_tokens" DROP CONSTRAINT "FK_3ddc983c5f7bcf132fd8732c3f4"`,
    );
    await runner.query(`ALTER TABLE "api_keys" DROP CONSTRAINT "FK_a3baee01d8408cd3c0f89a9a973"`);
    await runner.query(`DROP INDEX "public"."IDX_structures_owner_created"`);
    await runner.query(`DROP INDEX "public"."IDX_structures_visibility_created"`);
    await runner.query(`DROP INDEX "public"."IDX_structures_parent"`);
    await runner.query(`DROP INDEX "public"."IDX_structures_content_hash"`);
    await runner.query(`DROP INDEX "public"."IDX_structures_elements"`);
    await runner.query(`DROP INDEX "public"."IDX_structures_reduced_formula"`);
    await runner.query(`DROP INDEX "public"."IDX_structures_formula"`);
    await runner.query(`DROP TABLE "structures"`);
    await runner.query(`DROP INDEX "public"."IDX_simulations_structure_created"`);
    await runner.query(`DROP INDEX "public"."IDX_simulations_owner_created"`);
    await runner.query(`DROP TABLE "simulations"`);
    await runner.query(`DROP INDEX "public"."IDX_predicted_properties_structure_id"`);
    await runner.query(`DROP INDEX "public"."IDX_predicted_properties_model_name"`);
    await runner.query(`DROP INDEX "public"."IDX_predicted_properties_created_at"`);
    await runner.query(`DROP INDEX "public"."IDX_predicted_properties_structure_model_created"`);
    await runner.query(`DROP INDEX "public"."IDX_predicted_properties_model_version_created"`);
    await runner.query(`DROP INDEX "public"."IDX_predicted_properties_content"`);
    await runner.query(`DROP INDEX "public"."UQ_predicted_properties_request_key"`);
    await runner.query(`DROP TABLE "predicted_properties"`);
    await runner.query(`DROP INDEX "public"."IDX_users_created_at"`);
    await runner.query(`DROP INDEX "public"."UQ_users_email"`);
    await runner.query(`DROP TABLE "users"`);
    await runner.query(`DROP INDEX "public"."IDX_refresh_tokens_expires_at"`);
    await runner.query(`DROP INDEX "public"."UQ_refresh_tokens_hash"`);
    await runner.query(`DROP INDEX "public"."IDX_refresh_tokens_family"`);
    await runner.query(`DROP INDEX "public"."IDX_refresh_tokens_user"`);
    await runner.query(`DROP TABLE "refresh_tokens"`);
    await runner.query(`DROP INDEX "public"."IDX_api_keys_user_created"`);
    await runner.query(`DROP INDEX "public"."UQ_api_keys_hash"`);
    await runner.query(`DROP TABLE "api_keys"`);
    await runner.query(`DROP INDEX "public"."idx_idempotency_keys_created_at"`);
    await runner.query(`DROP TABLE "idempotency_keys"`);
  }
}
