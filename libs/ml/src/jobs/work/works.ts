import { Injectable } from '@nestjs/common';
import type { JobKind } from '../records/job';
import type { Work } from './work';

/** Who carries out which kind of job; each feature registers what it does. */
@Injectable()
export class Works {
  private readonly works = new Map<JobKind, Work>();

  register(kind: JobKind, work: Work): void {
    this.works.set(kind, work);
  }

  of(kind: JobKind): Work {
    const work = this.works.get(kind);
    if (!work) throw new Error(`Nobody here carries out a job of the kind ${kind}`);
    return work;
  }
}
