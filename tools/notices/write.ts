import { writeFileSync } from 'node:fs';
import { NOTICES_PATH, ROOT } from './paths';
import { renderNotices } from './render';

writeFileSync(NOTICES_PATH, renderNotices(ROOT));
