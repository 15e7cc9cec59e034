import type { FamilyName } from '@nano-os/models';
import { alignnInfo } from '../alignn/alignn.info';
import { cgcnnInfo } from '../cgcnn/cgcnn.info';
import { m3gnetInfo } from '../m3gnet/m3gnet.info';
import { megnetInfo } from '../megnet/megnet.info';
import type { ModelInfo } from '../property-model';

/** The families of networks, by the name on the cards of their models. */
export const FAMILIES: Readonly<Record<FamilyName, ModelInfo>> = {
  CGCNN: cgcnnInfo,
  MEGNet: megnetInfo,
  M3GNET: m3gnetInfo,
  ALIGNN: alignnInfo,
};

/** Whose model a folder seems to hold when its card cannot be read. */
export function familyByFolder(folder: string): FamilyName | undefined {
  const names = Object.keys(FAMILIES) as FamilyName[];
  return names.find((name) => folder.toLowerCase().startsWith(name.toLowerCase()));
}

/** The family of a name, which may be written in any case. */
export function familyNamed(name: string): FamilyName | undefined {
  const names = Object.keys(FAMILIES) as FamilyName[];
  return names.find((family) => family.toLowerCase() === name.toLowerCase());
}
