import { Deferred } from './deferred';
import type { Prediction } from './prediction';
import { PredictionTier, type Flight, type Landed } from './prediction-tier';

const HASH = 'a'.repeat(64);
const feed = { isLive: true };

function prediction(structureId: string, createdAt = '2026-01-31T12:00:00.000Z'): Prediction {
  return {
    id: `of ${structureId}, ${createdAt}`,
    structure_id: structureId,
    model_name: 'M',
    model_version: '1',
    properties: {},
    confidence_scores: {},
    cached: true,
    metadata: null,
    created_at: createdAt,
  };
}

const newFlight = (structureId: string, contentHash = HASH): Flight => ({
  structureId,
  contentHash,
  modelKey: 'M',
  landing: new Deferred<Landed>().promise,
  current: true,
});

function bring(tier: PredictionTier, structureId: string, createdAt?: string): Prediction {
  const flight = newFlight(structureId);
  const brought = prediction(structureId, createdAt);
  tier.launch(flight, true);
  tier.land(flight, brought);
  return brought;
}

let tier: PredictionTier;

beforeEach(() => {
  feed.isLive = true;
  tier = new PredictionTier(feed, 3);
});

describe('memory tier', () => {
  it('keeps what a flight brings, for this model and content', () => {
    const brought = bring(tier, 's');
    expect(tier.get('s', 'M', HASH)).toBe(brought);
    expect(tier.get('s', 'N', HASH)).toBeUndefined();
    expect(tier.get('s', 'M', 'b'.repeat(64))).toBeUndefined();
    expect(tier.get('t', 'M', HASH)).toBeUndefined();
  });

  it('keeps no more than it may, the longest unused goes first', () => {
    for (const id of ['1', '2', '3']) bring(tier, id);
    tier.get('1', 'M', HASH);
    bring(tier, '4');
    const kept = ['1', '2', '3', '4'].filter((id) => tier.get(id, 'M', HASH));
    expect(kept).toEqual(['1', '3', '4']);
  });

  it('counts what is large for as much as it takes', () => {
    for (const id of ['1', '2']) bring(tier, id);
    const flight = newFlight('large');
    tier.launch(flight, true);
    // 16 rows of forces take the place of a second prediction.
    const forces = Array.from({ length: 16 }, () => [0, 0, 0]);
    tier.land(flight, { ...prediction('large'), properties: { forces } });
    const kept = ['1', '2', 'large'].filter((id) => tier.get(id, 'M', HASH));
    expect(kept).toEqual(['2', 'large']);
  });

  it('keeps nothing with room for nothing', () => {
    tier = new PredictionTier(feed, 0);
    bring(tier, 's');
    expect(tier.get('s', 'M', HASH)).toBeUndefined();
  });

  it('keeps the newer of two predictions, whichever comes first', () => {
    const newer = bring(tier, 's', '2026-01-31T12:00:00.002Z');
    bring(tier, 's', '2026-01-31T12:00:00.001Z');
    expect(tier.get('s', 'M', HASH)).toBe(newer);
  });

  it('forgets what is gone, and nothing else', () => {
    for (const id of ['1', '2', '3']) bring(tier, id);
    tier.forget(['1', '3', 'unknown']);
    expect(['1', '2', '3'].filter((id) => tier.get(id, 'M', HASH))).toEqual(['2']);
  });

  it('answers nothing while changes cannot be heard of', () => {
    bring(tier, 's');
    feed.isLive = false;
    expect(tier.get('s', 'M', HASH)).toBeUndefined();
    bring(tier, 't');
    tier.clear();
    feed.isLive = true;
    expect(tier.get('s', 'M', HASH) ?? tier.get('t', 'M', HASH)).toBeUndefined();
  });
});

describe('flights', () => {
  it('are shared by equal questions until they land', () => {
    const flight = newFlight('s');
    tier.launch(flight, true);
    expect(tier.flightOf('s', 'M', HASH)).toBe(flight);
    expect(tier.flightOf('s', 'M', 'b'.repeat(64))).toBeUndefined();
    tier.land(flight);
    expect(tier.flightOf('s', 'M', HASH)).toBeUndefined();
    expect(tier.get('s', 'M', HASH)).toBeUndefined();
  });

  it('are not shared when they were asked for by force', () => {
    tier.launch(newFlight('s'), false);
    expect(tier.flightOf('s', 'M', HASH)).toBeUndefined();
  });

  it.each([
    [
      'something of the structure is deleted',
      () => {
        tier.forget(['s']);
      },
    ],
    [
      'anything may have been deleted',
      () => {
        tier.clear();
      },
    ],
  ])('bring nothing to keep and take nobody on when %s meanwhile', (_, happens) => {
    const flights = [newFlight('s'), newFlight('s')] as const;
    tier.launch(flights[0], true);
    tier.launch(flights[1], false);
    happens();
    expect(tier.flightOf('s', 'M', HASH)).toBeUndefined();
    for (const flight of flights) tier.land(flight, prediction('s'));
    expect(tier.get('s', 'M', HASH)).toBeUndefined();
  });

  it('do not end one that began after them', () => {
    const [early, late] = [newFlight('s'), newFlight('s')];
    tier.launch(early, true);
    tier.forget(['s']);
    tier.launch(late, true);
    tier.land(early, prediction('s'));
    expect(tier.flightOf('s', 'M', HASH)).toBe(late);
  });

  it('that began while changes could not be heard of bring nothing to keep', () => {
    feed.isLive = false;
    const flight = newFlight('s');
    tier.launch(flight, true);
    feed.isLive = true;
    tier.land(flight, prediction('s'));
    expect(tier.get('s', 'M', HASH)).toBeUndefined();
  });
});
