import { Socket } from 'node:net';
import { Client } from 'pg';
import { CHANGES_CHANNEL, parseChange, type Change } from './change';

export interface ChangeListener {
  /** Rows of a table were changed or removed, in whatever process. */
  onChange(change: Change): void;
  /** From now on changes may be missed: forget what you know, and keep nothing until `onLive`. */
  onLost(): void;
  /** From now on changes are told. */
  onLive(): void;
}

/** When a connection counts as lost; all in ms. */
export interface FeedTiming {
  /** From one answered heartbeat to the next. */
  heartbeatMs: number;
  /** How long a heartbeat may go unanswered. */
  answerMs: number;
  /** How long an answered heartbeat vouches for the connection. */
  leaseMs: number;
}

/** With these a change is a second old at most when it is heard or the connection given up. */
const PROMPT: FeedTiming = { heartbeatMs: 400, answerMs: 400, leaseMs: 900 };
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 1_000;

/**
 * Tells caches of changes to tables, through a connection of its own that listens to PostgreSQL.
 *
 * It connects while someone is subscribed. A connection that breaks, or falls silent, is noticed by
 * a heartbeat; until it listens again the feed is not live and caches must not answer.
 */
export class ChangeFeed {
  private readonly listeners = new Set<ChangeListener>();
  private client: Client | null = null;
  private socket: Socket | null = null;
  private listening = false;
  private timer?: NodeJS.Timeout;
  private retryMs = FIRST_RETRY_MS;
  /** When the last heartbeat that was answered was sent, ms of `performance.now()`. */
  private vouchedAt = -Infinity;

  /**
   * @param url where the database is now; asked before each connection
   * @param timing holds from the next heartbeat on
   */
  constructor(
    private readonly url: () => string,
    public timing = PROMPT,
  ) {}

  /**
   * Whether every change up to a second ago has been told. False also while this process could not
   * hear, because it was stopped or busy.
   */
  get isLive(): boolean {
    return this.listening && performance.now() - this.vouchedAt < this.timing.leaseMs;
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.connect();
    return () => {
      if (this.listeners.delete(listener) && this.listeners.size === 0) this.disconnect();
    };
  }

  /** Ends all subscriptions and the connection. */
  close(): void {
    this.listeners.clear();
    this.disconnect();
  }

  private connect(): void {
    const socket = new Socket();
    const client = new Client({
      stream: () => socket,
      connectionString: this.url(),
      application_name: 'nano-os changes',
      connectionTimeoutMillis: 5_000,
    });
    this.client = client;
    this.socket = socket;
    const fail = (): void => {
      this.fail(client);
    };
    client.on('error', fail);
    client.on('end', fail);
    client.on('notification', ({ channel, payload }) => {
      if (channel === CHANGES_CHANNEL) this.tell(parseChange(payload));
    });
    const sentAt = performance.now();
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANGES_CHANNEL}`))
      .then(() => {
        this.goLive(client, sentAt);
      }, fail);
  }

  private goLive(client: Client, sentAt: number): void {
    if (client !== this.client) return;
    this.listening = true;
    this.vouchedAt = sentAt;
    this.retryMs = FIRST_RETRY_MS;
    this.later(this.timing.heartbeatMs, () => {
      this.beat(client);
    });
    for (const listener of this.listeners) listener.onLive();
  }

  private beat(client: Client): void {
    if (client !== this.client) return;
    const sentAt = performance.now();
    // The answer may lie unread while this process was busy: one round of events comes first.
    this.later(this.timing.answerMs, () =>
      setImmediate(() => {
        if (this.vouchedAt < sentAt) this.fail(client);
      }),
    );
    client.query('SELECT 1').then(
      () => {
        if (client !== this.client) return;
        this.vouchedAt = sentAt;
        this.later(this.timing.heartbeatMs, () => {
          this.beat(client);
        });
      },
      () => {
        this.fail(client);
      },
    );
  }

  /** Once for each connection: later events of one that was given up are not heard. */
  private fail(client: Client): void {
    if (client !== this.client) return;
    const wasListening = this.listening;
    this.drop();
    this.later(this.retryMs, () => {
      this.connect();
    });
    this.retryMs = Math.min(2 * this.retryMs, LAST_RETRY_MS);
    if (wasListening) for (const listener of this.listeners) listener.onLost();
  }

  private disconnect(): void {
    this.drop();
    this.retryMs = FIRST_RETRY_MS;
  }

  private drop(): void {
    const { socket } = this;
    clearTimeout(this.timer);
    this.client = null;
    this.socket = null;
    this.listening = false;
    this.vouchedAt = -Infinity;
    // A silent connection would not answer a farewell.
    socket?.destroy();
  }

  private later(ms: number, work: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(work, ms).unref();
  }

  private tell(change: Change): void {
    for (const listener of this.listeners) listener.onChange(change);
  }
}
