import { networkOf } from '../networks';
import { serveThread } from './serve-thread';

serveThread(networkOf);
