import type { Repository } from './recipe';

export const CGCNN: Repository = {
  owner: 'txie-93',
  name: 'cgcnn',
  commit: 'f42ab233c4ee0c416879d6bc2d22a264418413ad',
  licence: 'MIT',
};

export const MATGL: Repository = {
  owner: 'materialsvirtuallab',
  name: 'matgl',
  commit: 'e9cde2291acd0b4c4a342428e7dd5e4d596b7bf9',
  licence: 'BSD-3-Clause',
};

export const MEGNET: Repository = {
  owner: 'materialsvirtuallab',
  name: 'megnet',
  commit: 'f3705760266f24b62c4810dd4abacfc25f4f64ae',
  licence: 'BSD-3-Clause',
};

/** The public address of a file. */
export function publicAddress({ owner, name, commit }: Repository, path: string): string {
  return `https://raw.githubusercontent.com/${owner}/${name}/${commit}/${path}`;
}

/**
 * The address of a file on a mirror: any file server over folders named `OWNER+NAME`, in which the
 * files lie as in the repository. A mirror names no commit; the digests say whether it has the right
 * files.
 */
export function mirrorAddress(mirror: string, { owner, name }: Repository, path: string): string {
  return `${mirror.replace(/\/+$/, '')}/${owner}+${name}/${path}`;
}
