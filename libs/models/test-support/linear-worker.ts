import { serveThread } from '../src/runtime/serve-thread';
import { linearNetwork } from './linear-network';

serveThread(() => linearNetwork);
