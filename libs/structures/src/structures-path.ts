/** Where the routes of this room lie. */
export const STRUCTURES_PATH = '/api/v1/structures';
