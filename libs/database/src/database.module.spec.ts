import { Injectable, Logger, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigurationModule, loadEnvironment } from '@nano-os/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { createEmptyDatabase } from '../../../test/support/database';
import { eventually } from '../../../test/support/embedded-client';
import { PATIENT } from '../../../test/support/patience';
import { ChangeFeed } from './changes/change-feed';
import { DatabaseModule } from './database.module';
import { EmbeddedPostgres } from './embedded/embedded-postgres';
import { migrations } from './migrations';
import { Sql } from './sql';

/** A room as others are: it asks for what the database room provides, without importing it. */
@Injectable()
class Room {
  constructor(
    readonly sql: Sql,
    readonly feed: ChangeFeed,
    readonly dataSource: DataSource,
  ) {}
}

@Module({ providers: [Room] })
class RoomModule {}

async function start(env: NodeJS.ProcessEnv): Promise<{ app: TestingModule; room: Room }> {
  const app = await Test.createTestingModule({
    imports: [
      ConfigurationModule.forRoot(loadEnvironment({ LOG_LEVEL: 'silent', ...env })),
      DatabaseModule.forRoot({ entities: [], migrations }),
      RoomModule,
    ],
  }).compile();
  await app.init();
  return { app, room: app.get(Room) };
}

let dataDir: string;

beforeAll(() => {
  Logger.overrideLogger(false);
});

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'nano-os-module-')), 'data');
});

afterEach(() => {
  rmSync(join(dataDir, '..'), { recursive: true, force: true });
});

describe('DatabaseModule', () => {
  it('migrates the database of DATABASE_URL and closes its connections at the end', async () => {
    const database = await createEmptyDatabase();
    const env = { DATABASE_URL: database.url, NANO_OS_DATA_DIR: dataDir, DATABASE_POOL_SIZE: '3' };
    const { app, room } = await start(env);
    const rows = await room.sql.query({ text: 'SELECT count(*)::int AS n FROM migrations' });
    expect(rows).toEqual([{ n: migrations.length }]);
    expect(room.dataSource.options).toMatchObject({ poolSize: 3 });
    await app.close();
    expect(room.dataSource.isInitialized).toBe(false);
    await expect(room.sql.query({ text: 'SELECT 1' })).rejects.toThrow();
    await database.drop();
  });

  it('starts the embedded server, finds it again after a kill, and stops it at the end', async () => {
    const { app, room } = await start({ NANO_OS_DATA_DIR: dataDir });
    const server = new EmbeddedPostgres({ dataDir });
    const unsubscribe = room.feed.subscribe({
      onChange: () => undefined,
      onLost: () => undefined,
      onLive: () => undefined,
    });
    room.feed.timing = PATIENT;
    await eventually(() => room.feed.isLive);
    const { pid } = server.status();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await eventually(() => !room.feed.isLive);
    await eventually(() => room.feed.isLive);
    expect(server.status().pid).not.toBe(pid);
    expect(await room.sql.query({ text: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
    unsubscribe();
    await app.close();
    expect(server.status()).toMatchObject({ running: false, clients: [] });
  });

  it('leaves the server when its database cannot be migrated', async () => {
    class Fails {
      name = 'Fails1000000000000';
      up = (): Promise<void> => Promise.reject(new Error('in the middle'));
      down = (): Promise<void> => Promise.resolve();
    }
    const started = Test.createTestingModule({
      imports: [
        ConfigurationModule.forRoot(loadEnvironment({ NANO_OS_DATA_DIR: dataDir })),
        DatabaseModule.forRoot({ entities: [], migrations: [Fails] }),
      ],
    }).compile();
    await expect(started).rejects.toThrow('in the middle');
    expect(new EmbeddedPostgres({ dataDir }).status()).toMatchObject({ running: false });
  });
});
