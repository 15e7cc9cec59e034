import { FAMILIES } from './networks/families';
import type { KnownModel } from './property-model';
import { StubModel } from './stub/stub.model';

/** Every model of the system, in the order in which it is listed; networks come once installed. */
export function knownModels(): KnownModel[] {
  const stub = new StubModel();
  return [
    { info: stub.info, model: stub },
    ...Object.values(FAMILIES).map((info) => ({ info, model: null })),
  ];
}
