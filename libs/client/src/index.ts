import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema';

export type { components, paths } from './schema';

export interface ClientOptions {
  /** Where the server is, such as `http://127.0.0.1:8000`. */
  baseUrl: string;
  /** An access token or an API key; routes that need one answer 401 without. */
  token?: string;
}

/** A typed client of the API: each path, body and answer as in `openapi.json`. */
export function createNanoOsClient({ baseUrl, token }: ClientOptions): Client<paths> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return createClient<paths>({ baseUrl, headers });
}
