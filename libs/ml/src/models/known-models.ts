import { alignnInfo } from './alignn/alignn.info';
import { cgcnnInfo } from './cgcnn/cgcnn.info';
import { m3gnetInfo } from './m3gnet/m3gnet.info';
import { megnetInfo } from './megnet/megnet.info';
import type { KnownModel } from './property-model';
import { StubModel } from './stub/stub.model';

/** Every model of the system, in the order in which it is listed. */
export function knownModels(): KnownModel[] {
  const stub = new StubModel();
  return [
    { info: stub.info, model: stub },
    { info: cgcnnInfo, model: null },
    { info: megnetInfo, model: null },
    { info: m3gnetInfo, model: null },
    { info: alignnInfo, model: null },
  ];
}
