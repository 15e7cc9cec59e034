import Fastify, { type FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { IdempotencyClaim, IdempotencyStore } from './idempotency.store';
import { keepAnswers, type KeyedRequest } from './keep-answers';
import { Seal } from './seal';

const CLAIM: IdempotencyClaim = {
  owner: 'someone',
  route: 'POST /things',
  key: 'a-key',
  fingerprint: 'f'.repeat(64),
};
const HELD = { claim: CLAIM, holder: 'this request' };

describe('keepAnswers', () => {
  const seal = new Seal(randomBytes(32));
  const store = { complete: jest.fn(), abandon: jest.fn() };
  const warn = jest.fn();
  let server: FastifyInstance;

  beforeEach(() => {
    jest.resetAllMocks();
    store.complete.mockResolvedValue(undefined);
    store.abandon.mockResolvedValue(undefined);
    server = Fastify();
    keepAnswers(server, store as unknown as IdempotencyStore, seal, warn);
    server.post('/:status', (request, reply) => {
      if (request.headers['idempotency-key'] !== undefined) {
        (request as KeyedRequest).heldKey = HELD;
      }
      const { status } = request.params as { status: string };
      return reply.status(Number(status)).send({ thing: 'ä' });
    });
  });
  afterEach(() => server.close());

  const post = (status: number, headers = { 'idempotency-key': CLAIM.key }) =>
    server.inject({ method: 'POST', url: `/${status}`, headers });

  it('keeps what was answered, sealed, with its status', async () => {
    const { body } = await post(201);
    expect(store.complete).toHaveBeenCalledTimes(1);
    const [holder, claim, status, answer] = store.complete.mock.calls[0] as [
      string,
      IdempotencyClaim,
      number,
      Buffer,
    ];
    expect([holder, claim, status]).toEqual([HELD.holder, CLAIM, 201]);
    expect(seal.open(answer)).toBe(body);
    expect(store.abandon).not.toHaveBeenCalled();
  });

  it('sends nothing before it is kept', async () => {
    const order: string[] = [];
    store.complete.mockImplementation(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('kept');
    });
    await post(200);
    order.push('sent');
    expect(order).toEqual(['kept', 'sent']);
  });

  it.each([400, 404, 422, 500, 503])('frees the key when the answer is %d', async (status) => {
    expect((await post(status)).statusCode).toBe(status);
    expect(store.abandon).toHaveBeenCalledWith(HELD.holder, CLAIM);
    expect(store.complete).not.toHaveBeenCalled();
  });

  it('sends the answer all the same when it cannot be kept', async () => {
    store.complete.mockRejectedValue(new Error('the database is away'));
    const { statusCode, json } = await post(201);
    expect([statusCode, json()]).toEqual([201, { thing: 'ä' }]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('the database is away'));
  });

  it('leaves requests without a key alone', async () => {
    const { statusCode } = await server.inject({ method: 'POST', url: '/201' });
    expect(statusCode).toBe(201);
    expect(store.complete).not.toHaveBeenCalled();
    expect(store.abandon).not.toHaveBeenCalled();
  });
});
