import type { Actor, TestApp } from './app';
import { call, type Answer } from './ml';

export const STRUCTURES = '/api/v1/structures';

/** What the room's routes answer for a structure. */
export interface Structure {
  id: string;
  name: string;
  formula: string;
  reduced_formula: string;
  elements: string[];
  num_atoms: number;
  volume: number | null;
  density: number | null;
  dimensionality: number;
  space_group: { number: number; symbol: string } | null;
  lattice: number[][] | null;
  species: string[];
  frac_coords: number[][] | null;
  cart_coords: number[][];
  content_hash: string;
  visibility: string;
  owner_id: string;
  parent_id: string | null;
  source_format: string;
  notes: string[];
  created_at: string;
}

export interface Problem {
  type: string;
  status: number;
  detail: string;
  code?: string;
  line?: number;
  site?: number;
}

export interface StructurePage {
  items: Structure[];
  total: number;
  limit: number;
  offset: number;
}

/** Sends a structure as JSON. */
export const create = <Body = Structure>(
  app: TestApp,
  actor: Actor | null,
  body: unknown,
): Promise<Answer<Body>> => call<Body>(app, actor, 'POST', STRUCTURES, body);

export const read = <Body = Structure>(
  app: TestApp,
  actor: Actor | null,
  path: string,
): Promise<Answer<Body>> => call<Body>(app, actor, 'GET', STRUCTURES + path);

/** Sends a form; values that are not text are files. */
export async function sendForm<Body = Structure>(
  app: TestApp,
  actor: Actor | null,
  fields: readonly (readonly [string, string | File])[],
  path = STRUCTURES,
): Promise<Answer<Body>> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const response = await app.request('POST', path, { token: actor?.token, body: form });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: (await response.json()) as Body,
  };
}

export const file = (content: string | Uint8Array<ArrayBuffer>, name: string): File =>
  new File([content], name);
