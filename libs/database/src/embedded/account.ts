import { stat } from 'node:fs/promises';
import { errorCode } from '../errors';

/** A user and group that PostgreSQL runs as; it refuses root. */
export interface Account {
  uid: number;
  gid: number;
}

/** `nobody` on every common system; it needs no entry in the user database but initdb wants one. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Who runs the server when this process is root: the owner of an existing cluster, else who called
 * sudo, else nobody. Null for an ordinary user, who runs it himself.
 * @throws when the cluster belongs to another ordinary user
 */
export async function serverAccount(clusterDir: string): Promise<Account | null> {
  const owner = await ownerOf(clusterDir);
  const uid = process.getuid?.();
  if (uid === undefined) return null;
  if (uid !== 0) {
    if (owner && owner.uid !== uid) {
      throw new Error(
        `${clusterDir} belongs to user ${owner.uid} and this process runs as user ${uid}: run it ` +
          'as that user or as root, or set NANO_OS_DATA_DIR to another directory.',
      );
    }
    return null;
  }
  if (owner && owner.uid !== 0) return owner;
  const [sudoUid, sudoGid] = [process.env.SUDO_UID, process.env.SUDO_GID].map(Number);
  return sudoUid && sudoGid ? { uid: sudoUid, gid: sudoGid } : NOBODY;
}

async function ownerOf(path: string): Promise<Account | null> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
