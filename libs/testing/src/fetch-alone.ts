/**
 * `fetch` on a connection of its own. One that is kept alive may end while this process or the server stands still, and then takes the
 * next request without an answer. Only where every request to a server is made with this is none of its connections kept.
 */
export function fetchAlone(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('connection', 'close');
  return fetch(url, { ...init, headers });
}
