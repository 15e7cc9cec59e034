import Fastify from 'fastify';
import { Pool } from 'pg';

/** The yardstick: a bare Fastify route that makes one prepared query through `pg`. */
async function main(): Promise<void> {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  const server = Fastify();
  server.post('/row', async () => {
    const { rows } = await pool.query<{ id: string; name: string }>({
      name: 'one-row',
      text: 'SELECT id, name, formula FROM structures WHERE id = $1',
      values: [process.env.STRUCTURE_ID],
    });
    return rows[0];
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  console.log(`bare server at ${url}`);
  process.on('SIGTERM', () => {
    void server
      .close()
      .then(() => pool.end())
      .then(() => process.exit(0));
  });
}

void main();
