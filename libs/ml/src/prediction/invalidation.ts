import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ChangeFeed, type Change } from '@nano-os/database';
import { StructuresService } from '@nano-os/structures';
import { PredictionTier } from './prediction-tier';

/** Tables whose changes name structures: by their id, and by `structure_id`. */
const TABLES: ReadonlySet<string> = new Set(['structures', 'predicted_properties']);

/** Tells the memory tier what is gone: at once what this process deletes, by the feed the rest. */
@Injectable()
export class Invalidation implements OnModuleInit, OnModuleDestroy {
  private readonly endings: (() => void)[] = [];

  constructor(
    @Inject(PredictionTier) private readonly tier: PredictionTier,
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
    @Inject(StructuresService) private readonly structures: StructuresService,
  ) {}

  onModuleInit(): void {
    this.structures.onDeleted((id) => {
      this.tier.forget([id]);
    });
    this.endings.push(
      this.feed.subscribe({
        onChange: (change) => {
          this.hear(change);
        },
        onLost: () => {
          this.tier.clear();
        },
        onLive: () => {
          this.tier.clear();
        },
      }),
    );
  }

  onModuleDestroy(): void {
    for (const end of this.endings.splice(0)) end();
  }

  private hear({ table, keys }: Change): void {
    if (table !== '*' && !TABLES.has(table)) return;
    if (keys === 'all') this.tier.clear();
    else this.tier.forget(keys);
  }
}
