import { differs } from '../dev/differs';
import { NOTICES_PATH, ROOT } from './paths';
import { renderNotices } from './render';

if (differs(NOTICES_PATH, renderNotices(ROOT), 'npm run notices')) process.exitCode = 1;
